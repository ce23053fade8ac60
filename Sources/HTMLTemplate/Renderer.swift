/// Interprets a program over the models of one page. Allocated on the stack.
struct Renderer: ~Copyable {
    private let operations: UnsafeBufferPointer<Operation>
    private let literals: UnsafeBufferPointer<UInt8>
    private let writes: UnsafeBufferPointer<WriteSlot>
    private let tests: UnsafeBufferPointer<TestSlot>
    private let program: Program
    /// The model of each frame: layout, page, then the rows in scope.
    private let frames: UnsafeMutableBufferPointer<UnsafeRawPointer>
    private var writer: ByteWriter

    /// Renders a page. `layout` and `page` must point to models of the types the program was compiled for.
    static func render(_ program: Program, layout: UnsafeRawPointer, page: UnsafeRawPointer) -> [UInt8] {
        program.withParts { operations, literals, writes, tests in
            withUnsafeTemporaryAllocation(of: UnsafeRawPointer.self, capacity: program.frameCount) { frames in
                frames.initialize(repeating: page)
                frames[0] = layout
                var renderer = Renderer(
                    operations: operations, literals: literals, writes: writes, tests: tests, program: program,
                    frames: frames, writer: ByteWriter(capacity: program.expectedSize, language: program.language))
                renderer.run(from: 0, to: operations.count)
                program.recordSize(renderer.writer.count)
                return renderer.writer.finish()
            }
        }
    }

    private mutating func run(from start: Int, to end: Int) {
        var next = start
        while next < end {
            let operation = operations[next]
            next += 1
            switch operation.code {
            case .literal:
                writer.append(
                    UnsafeBufferPointer(rebasing: literals[Int(operation.first)..<Int(operation.second)]))
            case .write:
                writes[Int(operation.slot)].run(frames[Int(operation.frame)], &writer)
            case .skipUnless:
                if !tests[Int(operation.slot)].run(frames[Int(operation.frame)]) { next = Int(operation.first) }
            case .skipIf:
                if tests[Int(operation.slot)].run(frames[Int(operation.frame)]) { next = Int(operation.first) }
            case .skipUnlessOne:
                let number = program.numbers[Int(operation.slot)].run(frames[Int(operation.frame)])
                if !program.language.isOne(number) { next = Int(operation.first) }
            case .jump:
                next = Int(operation.first)
            case .each:
                let body = next
                next = Int(operation.first)
                each(operation, from: body, to: next)
            }
        }
    }

    private mutating func each(_ operation: Operation, from body: Int, to end: Int) {
        program.visits[Int(operation.slot)].run(frames[Int(operation.frame)]) { first, count, stride in
            for index in 0..<count {
                frames[Int(operation.second)] = first + index * stride
                run(from: body, to: end)
            }
        }
    }
}

extension Program {
    fileprivate func withParts<Result>(
        _ body: (
            UnsafeBufferPointer<Operation>, UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<WriteSlot>,
            UnsafeBufferPointer<TestSlot>
        ) -> Result
    ) -> Result {
        operations.withUnsafeBufferPointer { operations in
            literals.withUnsafeBufferPointer { literals in
                writes.withUnsafeBufferPointer { writes in
                    tests.withUnsafeBufferPointer { tests in body(operations, literals, writes, tests) }
                }
            }
        }
    }
}
