/// Machine-readable timestamps: `2026-11-21T13:05:00Z`.
package enum Timestamp {
    /// The moment in UTC in the format of RFC 3339.
    package static func text(_ instant: Instant) -> String {
        let days = (Double(instant.seconds) / 86_400).rounded(.down)
        let seconds = instant.seconds - Int(days) * 86_400
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return
            "\(Day(daysSince1970: Int(days)))T\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))Z"
    }
}
