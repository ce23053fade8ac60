import Base

/// The usual week of a shop in one cell: «Lundi : 9h-12h30 / 14h30-19h», a line for each day that has hours.
enum WeekText {
    static func write(_ week: OpeningHours) -> String {
        (1...7).compactMap { weekday in
            let stretches = week.intervals(on: weekday).map { time($0.opensOnDay) + "-" + time($0.closesOnDay) }
            return stretches.isEmpty ? nil : days[weekday - 1] + " : " + stretches.joined(separator: " / ")
        }.joined(separator: "\n")
    }

    /// «9h», «12h30»; past midnight, the time of the next day. The end of a day is «24h».
    private static func time(_ minute: Int) -> String {
        let ofDay = minute > OpeningHours.day ? minute - OpeningHours.day : minute
        let (hour, rest) = (ofDay / 60, ofDay % 60)
        return "\(hour)h" + (rest == 0 ? "" : rest < 10 ? "0\(rest)" : "\(rest)")
    }

    /// In French in every language: so an import reads them.
    private static let days = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"]
}
