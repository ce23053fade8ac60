/// Opening hours of the shops of the demonstration.
enum DemoHours: Sendable {
    /// From early, with a break, also on Sunday morning, closed on Monday.
    case bakery
    /// The usual: Tuesday to Saturday with a lunch break.
    case boutique
    /// Monday to Saturday with a lunch break.
    case service
    /// Monday to Saturday without a break.
    case continuous
    /// Noon and evening, closed on Sunday and Monday.
    case restaurant
    /// From the morning until after midnight.
    case café
    /// Market mornings.
    case mornings

    struct Interval: Sendable, Equatable {
        let weekday: Int
        let opens: Int
        let closes: Int
    }

    /// The week, in minutes from midnight; closing after midnight counts on past 1,440.
    var week: [Interval] {
        switch self {
        case .bakery:
            days(2...6, [(420, 795), (930, 1_170)]) + days(7...7, [(420, 780)])
        case .boutique: days(2...6, [(570, 750), (840, 1_140)])
        case .service: days(1...5, [(540, 735), (840, 1_110)]) + days(6...6, [(540, 750)])
        case .continuous: days(1...6, [(600, 1_170)])
        case .restaurant: days(2...6, [(720, 870), (1_140, 1_380)])
        case .café: days(1...4, [(450, 1_260)]) + days(5...6, [(450, 1_500)]) + days(7...7, [(540, 840)])
        case .mornings: days(2...2, [(480, 780)]) + days(4...4, [(480, 780)]) + days(6...7, [(480, 810)])
        }
    }

    private func days(_ weekdays: ClosedRange<Int>, _ intervals: [(Int, Int)]) -> [Interval] {
        weekdays.flatMap { day in intervals.map { Interval(weekday: day, opens: $0.0, closes: $0.1) } }
    }
}
