/// What a head is made of. The parser fills it while nobody else has it; then it never changes until nobody has it any
/// more, and it is filled with the next head of the loop. That is what makes it `Sendable`.
final class HeadStorage: @unchecked Sendable {
    @exclusivity(unchecked) var bytes: [UInt8] = []
    @exclusivity(unchecked) var fields: [RequestHead.FieldLine] = []
    @exclusivity(unchecked) var line = RequestLine.none
    @exclusivity(unchecked) var digest = FieldDigest()

    init() {
        // What a browser sends through a proxy, so that the list does not grow four times.
        fields.reserveCapacity(24)
        bytes.reserveCapacity(960)
    }
}

/// The memory of heads parsed before, used again when nobody has kept them: a loop allocates nothing for a head that is
/// answered at once, and nothing for one that is given back.
public struct HeadMemory: ~Copyable {
    private var last = HeadStorage()
    private var spare: [HeadStorage] = []

    /// Heads that wait to be used again; one of usual length with its fields takes a kilobyte.
    private static let mostSpare = 64
    /// Bytes of a head above which its memory is not kept.
    private static let longestSpare = 4 << 10

    /// Memory for one head at first, and for more as they are given back.
    public init() {}

    /// The answer to this head is on its way, and nobody but the caller keeps it. The last one parsed is here already.
    public mutating func giveBack(_ head: RequestHead) {
        let storage = head.storage
        guard storage !== last, spare.count < Self.mostSpare, storage.bytes.capacity <= Self.longestSpare
        else { return }
        spare.append(storage)
    }

    /// Storage to fill.
    @inline(__always)
    mutating func take() -> HeadStorage {
        if !isKnownUniquelyReferenced(&last) { last = another() }
        return last
    }

    private mutating func another() -> HeadStorage {
        while var head = spare.popLast() {
            // One that is kept after all is nobody's memory any more.
            if isKnownUniquelyReferenced(&head) { return head }
        }
        return HeadStorage()
    }
}

/// A range inside a head, in four bytes.
struct Span16: Sendable, Equatable {
    let lower: UInt16
    let upper: UInt16

    init(_ range: Range<Int>) {
        lower = UInt16(range.lowerBound)
        upper = UInt16(range.upperBound)
    }

    var range: Range<Int> { Range(uncheckedBounds: (Int(lower), Int(upper))) }
}
