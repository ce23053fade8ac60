/// Dates, times and money as a person of each language writes them: «samedi 21 novembre 2026 à 14 h 05», «1 234,50 €».
/// French typography (Imprimerie nationale): U+202F between thousands, U+00A0 around « h » and before «€».
extension Language {
    private static let frenchMonths = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let frenchDays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    private static let englishDays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    /// The name of a weekday, 1 = Monday.
    func name(weekday: Int) -> String {
        (self == .french ? Language.frenchDays : Language.englishDays)[weekday - 1]
    }

    /// «21 novembre 2026», “21 November 2026”.
    func date(_ day: Day) -> String {
        let month = (self == .french ? Language.frenchMonths : Language.englishMonths)[day.month - 1]
        let number = self == .french && day.day == 1 ? "1er" : String(day.day)
        return "\(number)\u{A0}\(month) \(day.year)"
    }

    /// «samedi 21 novembre 2026».
    func longDate(_ day: Day) -> String { name(weekday: day.weekday) + " " + date(day) }

    /// «14 h 05», “14:05”. Minutes past midnight go on to the next day: 1500 is one in the morning.
    func time(minute: Int) -> String {
        let hour = minute / 60 % 24
        let rest = minute % 60
        let padded = rest < 10 ? "0\(rest)" : "\(rest)"
        if self == .english { return "\(hour < 10 ? "0" : "")\(hour):\(padded)" }
        return rest == 0 ? "\(hour)\u{A0}h" : "\(hour)\u{A0}h\u{A0}\(padded)"
    }

    /// «samedi 21 novembre 2026 à 14 h 05».
    func moment(_ instant: Instant) -> String {
        let local = instant.local
        return longDate(local.day) + (self == .french ? " à " : " at ") + time(minute: local.minute)
    }

    /// «1 234,50 €», “€1,234.50”.
    func money(_ money: Money) -> String {
        let cents = abs(money.cents)
        let fraction = cents % 100 < 10 ? "0\(cents % 100)" : "\(cents % 100)"
        let sign = money.cents < 0 ? "−" : ""
        let euros = number(cents / 100)
        return self == .french ? "\(sign)\(euros),\(fraction)\u{A0}€" : "\(sign)€\(euros).\(fraction)"
    }

    /// «1 234», “1,234”.
    public func number(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var grouped = value < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped += self == .french ? "\u{202F}" : "," }
            grouped.append(digit)
        }
        return grouped
    }
}

extension String {
    /// The text with its first letter in capitals: «lundi» → «Lundi».
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
