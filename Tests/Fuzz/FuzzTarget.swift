/// The fuzz targets. Each states invariants that hold for every input; `make fuzz` runs libFuzzer to find an input that
/// violates one, `make test` replays the seeds and mutations of them.
enum FuzzTarget: String, CaseIterable {
    case head, chunked, multipart, urlencoded, cookies, dates, template, csv

    /// - Throws: `InvariantViolation` when `bytes` violate one.
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

/// An invariant that does not hold.
struct InvariantViolation: Error, CustomStringConvertible {
    let description: String
}

/// States an invariant.
func require(_ holds: Bool, _ message: @autoclosure () -> String) throws(InvariantViolation) {
    if !holds { throw InvariantViolation(description: message()) }
}

extension [UInt8] {
    /// The first byte, which selects a variant of the check, and the rest.
    var choiceAndRest: (UInt8, [UInt8]) { (first ?? 0, Array(dropFirst())) }

    /// The bytes split into pieces of `step` bytes; in one piece for 0.
    func pieces(of step: Int) -> [ArraySlice<UInt8>] {
        if step == 0 { return [self[...]] }
        return stride(from: 0, to: count, by: step).map { self[$0..<Swift.min($0 + step, count)] }
    }
}
