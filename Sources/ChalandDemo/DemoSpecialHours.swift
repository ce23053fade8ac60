import Base
import SQLite
import Shops

extension DemoStreet {
    /// The special hours of a few shops: a closure now, an announced one, a season, exceptional openings, a third
    /// interval.
    func insertSpecialHours(in db: Writer) throws {
        let today = now.local.day
        try change(2, in: db) {
            $0.closures = [.init(from: today.adding(days: -3), until: today.adding(days: 6), reason: "Congés annuels")]
        }
        try change(4, in: db) {
            $0.closures = [.init(from: today.adding(days: 20), until: today.adding(days: 22), reason: "Inventaire")]
        }
        try change(5, in: db) { hours in
            // The second Sunday from now.
            let sunday = today.monday.adding(days: 13)
            hours.openings = [
                .init(day: sunday, opens: 600, closes: 750, reason: "Braderie"),
                .init(day: sunday, opens: 840, closes: 1_080, reason: "Braderie"),
            ]
        }
        for shop in 8...12 {
            try change(shop, in: db) {
                $0.openings = [
                    .init(day: today.monday.adding(days: 6), opens: 600, closes: 1_080, reason: "Marché de saison")
                ]
            }
        }
        try change(6, in: db) { hours in
            guard let from = YearDay(month: 6, day: 15), let until = YearDay(month: 9, day: 15) else { return }
            let longer = hours.intervals.map { interval in
                let isLast = interval.closes == hours.intervals(on: interval.weekday).last?.closes
                return OpeningHours.Interval(opens: interval.opens, closes: interval.closes + (isLast ? 60 : 0))
            }
            hours.seasons = [Season(number: 1, from: from, until: until, intervals: longer)]
        }
        try change(DemoNames.cards.firstIndex { $0.trade == "Café" } ?? 0, in: db) { hours in
            hours.intervals = Set(hours.intervals.map(\.weekday)).sorted().flatMap { weekday in
                [(450, 630), (690, 900), (1_050, 1_260)].map {
                    OpeningHours.Interval(weekday: weekday, opens: $0.0, closes: $0.1)
                }
            }
        }
    }

    private func change(_ index: Int, in db: Writer, _ body: (inout OpeningHours) -> Void) throws {
        guard index < shops.count else { return }
        var hours = try OpeningHours.of(shops[index].id, in: db)
        body(&hours)
        try hours.save(for: shops[index].id, in: db)
    }
}
