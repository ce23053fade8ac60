import Base
import SQLite

extension Row {
    /// An amount in cents, clamped to the bounds of `Money`: sums of a few thousand cannot overflow.
    func cents(_ column: Int) -> Int { Money(cents: int(column)).cents }

    func optionalCents(_ column: Int) -> Int? { optionalInt(column).map { Money(cents: $0).cents } }

    /// What a shop declared, or a weight: from 0 to 10⁷, as `DistributionKey.weight` expects.
    func optionalMeasure(_ column: Int) -> Int? { optionalInt(column).map { min(max($0, 0), 10_000_000) } }

    /// The total of a measure over all shops asked: from 0 to 2·10¹⁰.
    func optionalTotal(_ column: Int) -> Int? { optionalInt(column).map { min(max($0, 0), 20_000_000_000) } }
}
