/// What is fed with bytes nobody chose. Each target states promises that hold for every input; `make fuzz` lets libFuzzer look
/// for one that breaks them, `make test` replays the seeds with small damages.
enum FuzzTarget: String, CaseIterable {
    case head, chunked, multipart, urlencoded, cookies, dates, template, csv

    /// - Throws: `BrokenPromise` when `bytes` break one.
    func check(_ bytes: [UInt8]) throws {
        switch self {
        case .head: try HeadTarget.check(bytes)
        case .chunked: try ChunkedTarget.check(bytes)
        case .multipart: try MultipartTarget.check(bytes)
        case .urlencoded: try UrlencodedTarget.check(bytes)
        case .cookies: try CookiesTarget.check(bytes)
        case .dates: try DatesTarget.check(bytes)
        case .template: try TemplateTarget.check(bytes)
        case .csv: try CSVTarget.check(bytes)
        }
    }
}

/// A promise that did not hold.
struct BrokenPromise: Error, CustomStringConvertible {
    let description: String
}

/// States a promise.
func promise(_ holds: Bool, _ what: @autoclosure () -> String) throws(BrokenPromise) {
    if !holds { throw BrokenPromise(description: what()) }
}

extension [UInt8] {
    /// The first byte, which decides how the target looks at the rest, and the rest.
    var choiceAndRest: (UInt8, [UInt8]) { (first ?? 0, Array(dropFirst())) }

    /// The bytes cut after every `step` of them; at once for 0.
    func pieces(of step: Int) -> [ArraySlice<UInt8>] {
        if step == 0 { return [self[...]] }
        return stride(from: 0, to: count, by: step).map { self[$0..<Swift.min($0 + step, count)] }
    }
}
