import Glibc

/// The entry point of libFuzzer; only `fuzz.py` compiles this file. `FUZZ_TARGET` names the target.
private let target: FuzzTarget = {
    guard let name = getenv("FUZZ_TARGET"), let target = FuzzTarget(rawValue: String(cString: name)) else {
        fatalError("FUZZ_TARGET is not a target")
    }
    return target
}()

/// Checks one input. A violated invariant ends the process, which libFuzzer reports as a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try target.check(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
        fatalError("\(target.rawValue): \(error)")
    }
    return 0
}
