import Base

/// The usual week of a shop as a text: «Lundi : 9h-12h30 / 14h30-19h», a line for each day that has hours. For imports
/// it is one more field of a shop.
enum WeekText {
    /// The name of the field.
    static let field = ShopColumn.hours.rawValue
    /// What `shop_field` calls it, day by day.
    static let days = (1...7).map(WeekForm.unit(of:))

    /// Reads what `write` writes; nil for hours that `HoursText` does not know, such as from 9 h to 9 h of the next
    /// day.
    static func read(_ text: String) -> [OpeningHours.Interval]? {
        text.isEmpty ? [] : HoursText.read(text, on: nil)
    }

    static func write(_ week: [OpeningHours.Interval]) -> String {
        (1...7).compactMap { weekday in
            let stretches = week.on(weekday).map { time($0.opensOnDay) + "-" + time($0.closesOnDay) }
            return stretches.isEmpty ? nil : names[weekday - 1] + " : " + stretches.joined(separator: " / ")
        }.joined(separator: "\n")
    }

    /// «9h», «12h30»; past midnight, the time of the next day. The end of a day is «24h».
    private static func time(_ minute: Int) -> String {
        let ofDay = minute > OpeningHours.day ? minute - OpeningHours.day : minute
        let (hour, rest) = (ofDay / 60, ofDay % 60)
        return "\(hour)h" + (rest == 0 ? "" : rest < 10 ? "0\(rest)" : "\(rest)")
    }

    /// In French in every language: so an import reads them.
    private static let names = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"]
}
