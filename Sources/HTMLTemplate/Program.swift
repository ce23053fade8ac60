import Synchronization

/// One instruction of a compiled template. Fixed size: the renderer iterates over an array instead of a tree.
struct Operation {
    enum Code: UInt8 {
        /// Appends the literal bytes `first..<second`.
        case literal
        /// Runs write `slot` on frame `frame`.
        case write
        /// Jumps to `first` if test `slot` is false on frame `frame`.
        case skipUnless
        /// Jumps to `first` if test `slot` is true on frame `frame`.
        case skipIf
        /// Jumps to `first` unless number `slot` is singular in this language.
        case skipUnlessOne
        /// Jumps to `first`.
        case jump
        /// Runs the instructions up to `first` for each model of visit `slot`, with the model as frame `second`.
        case each
    }

    let code: Code
    var frame: Int32 = 0
    var slot: Int32 = 0
    var first: Int32 = 0
    var second: Int32 = 0
}

// Closures wrapped in structs: from an array of bare closures, each call goes through a reabstraction thunk that passes
// arguments in memory.

struct WriteSlot: Sendable {
    let run: Write
}

struct TestSlot: Sendable {
    let run: Test
}

struct NumberSlot: Sendable {
    let run: ReadNumber
}

struct VisitSlot: Sendable {
    let run: Visit
}

/// A template compiled for one locale, with all names resolved.
final class Program: Sendable {
    let operations: [Operation]
    let literals: [UInt8]
    let writes: [WriteSlot]
    let tests: [TestSlot]
    let numbers: [NumberSlot]
    let visits: [VisitSlot]
    let frameCount: Int
    let language: Language
    /// The longest page so far in bytes, a hint for the initial capacity.
    private let longest: Atomic<Int>

    init(_ builder: ProgramBuilder, language: Language) {
        operations = builder.operations
        literals = builder.literals
        writes = builder.writes
        tests = builder.tests
        numbers = builder.numbers
        visits = builder.visits
        frameCount = builder.frameCount
        self.language = language
        longest = Atomic(builder.literals.count * 2)
    }

    /// The initial capacity in bytes: the longest page so far and a margin for escaping.
    var expectedSize: Int { longest.load(ordering: .relaxed) + 1024 }

    /// Records the size of a rendered page. Writes only a new maximum, so that event loops do not contend for the cache
    /// line.
    func recordSize(_ size: Int) {
        if size > longest.load(ordering: .relaxed) { longest.store(size, ordering: .relaxed) }
    }
}

/// Builds a program; merges adjacent literals.
struct ProgramBuilder {
    private(set) var operations: [Operation] = []
    private(set) var literals: [UInt8] = []
    private(set) var writes: [WriteSlot] = []
    private(set) var tests: [TestSlot] = []
    private(set) var numbers: [NumberSlot] = []
    private(set) var visits: [VisitSlot] = []
    private(set) var frameCount = 2
    /// The last jump target: literals on both sides of it must not be merged.
    private var barrier = 0

    mutating func literal(_ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty else { return }
        let start = Int32(literals.count)
        literals += bytes
        let end = Int32(literals.count)
        if let last = operations.indices.last, last >= barrier, operations[last].code == .literal {
            operations[last].second = end
        } else {
            operations.append(Operation(code: .literal, first: start, second: end))
        }
    }

    mutating func write(_ write: @escaping Write, frame: Int) {
        operations.append(Operation(code: .write, frame: Int32(frame), slot: Int32(writes.count)))
        writes.append(WriteSlot(run: write))
    }

    /// Appends a conditional jump; `setTarget(of:)` sets where to. Returns its index.
    mutating func skip(_ code: Operation.Code, _ test: @escaping Test, frame: Int) -> Int {
        operations.append(Operation(code: code, frame: Int32(frame), slot: Int32(tests.count)))
        tests.append(TestSlot(run: test))
        return operations.count - 1
    }

    mutating func skipUnlessOne(_ number: @escaping ReadNumber, frame: Int) -> Int {
        operations.append(Operation(code: .skipUnlessOne, frame: Int32(frame), slot: Int32(numbers.count)))
        numbers.append(NumberSlot(run: number))
        return operations.count - 1
    }

    mutating func jump() -> Int {
        operations.append(Operation(code: .jump))
        return operations.count - 1
    }

    mutating func each(_ visit: @escaping Visit, frame: Int, newFrame: Int) -> Int {
        operations.append(
            Operation(code: .each, frame: Int32(frame), slot: Int32(visits.count), second: Int32(newFrame)))
        visits.append(VisitSlot(run: visit))
        frameCount = max(frameCount, newFrame + 1)
        return operations.count - 1
    }

    /// Makes the next instruction the jump target of instruction `index`.
    mutating func setTarget(of index: Int) {
        operations[index].first = Int32(operations.count)
        barrier = operations.count
    }
}
