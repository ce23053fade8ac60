import Synchronization

/// One step of making a page. Flat and of fixed size: the renderer walks an array and never meets a tree.
struct Operation {
    enum Code: UInt8 {
        /// Copies the literal bytes `first..<second`.
        case literal
        /// Runs write `slot` on frame `frame`.
        case write
        /// Goes to `first` if test `slot` says no on frame `frame`.
        case skipUnless
        /// Goes to `first` if test `slot` says yes.
        case skipIf
        /// Goes to `first` unless number `slot` is singular in this language.
        case skipUnlessOne
        /// Goes to `first`.
        case jump
        /// Runs the steps up to `first` for each model of visit `slot`, which becomes frame `second`.
        case each
    }

    let code: Code
    var frame: Int32 = 0
    var slot: Int32 = 0
    var first: Int32 = 0
    var second: Int32 = 0
}

// Functions in structs: called out of an array of bare functions each goes through a thunk that passes everything in memory.

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

/// A template compiled for one locale: nothing is left to look up.
final class Program: Sendable {
    let operations: [Operation]
    let literals: [UInt8]
    let writes: [WriteSlot]
    let tests: [TestSlot]
    let numbers: [NumberSlot]
    let visits: [VisitSlot]
    let frameCount: Int
    let language: Language
    /// The longest page so far, in bytes: what the next one reserves. Being wrong costs a copy, never a page.
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

    /// Bytes to reserve: the longest page, and room for the escapes a long text might need.
    var expectedSize: Int { longest.load(ordering: .relaxed) + 1024 }

    /// A page of `size` bytes was made. Writes only when there is news, so that loops do not fight for the line.
    func made(_ size: Int) {
        if size > longest.load(ordering: .relaxed) { longest.store(size, ordering: .relaxed) }
    }
}

/// Puts a program together, merging literals that follow each other.
struct ProgramBuilder {
    private(set) var operations: [Operation] = []
    private(set) var literals: [UInt8] = []
    private(set) var writes: [WriteSlot] = []
    private(set) var tests: [TestSlot] = []
    private(set) var numbers: [NumberSlot] = []
    private(set) var visits: [VisitSlot] = []
    private(set) var frameCount = 2
    /// The last step something jumps to: a literal before it must not grow across.
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

    /// A step that passes over what follows when the test agrees with `code`; `land` says how far.
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

    /// Step `index` ends here.
    mutating func land(_ index: Int) {
        operations[index].first = Int32(operations.count)
        barrier = operations.count
    }
}
