import Base

/// Reads opening hours as people write them: «Lundi : 9h-12h30 / 14h30-19h», «Du mardi au samedi de 10 h à 19 h»,
/// «dimanche fermé». All or nothing: a part that is not understood gives nil. Linear in the text.
enum HoursText {
    /// The most bytes of a text: seven days of three stretches, with words between.
    private static let mostBytes = 1_000
    /// The most stretches of one day.
    static let mostStretches = 3

    /// The intervals of a text.
    /// - Parameter weekday: the day a text without days is about, 1 = Monday; nil when the text names them.
    static func read(_ text: String, on weekday: Int?) -> [OpeningHours.Interval]? {
        guard text.utf8.count <= mostBytes, var tokens = tokens(text) else { return nil }
        if let weekday { tokens.insert(.day(weekday), at: 0) }
        var parser = Parser(tokens: tokens)
        return parser.week()
    }

    enum Token: Equatable {
        /// 1 = Monday.
        case day(Int)
        case everyDay
        /// Minutes of the day.
        case time(Int)
        /// A number that may be an hour: «9-12h».
        case hour(Int)
        case closed
        /// A dash, «à», «au».
        case to
        /// A comma, a slash, «et».
        case and
        case colon
        case line
    }

    // MARK: Words

    private static func tokens(_ text: String) -> [Token]? {
        var tokens: [Token] = []
        let characters = Array(text.lowercased())
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if character.isASCII, character.isNumber {
                guard let (token, next) = time(characters, at: index) else { return nil }
                tokens.append(token)
                index = next
            } else if character.isLetter {
                let word = String(characters[index...].prefix { $0.isLetter })
                index += word.count
                if words.ignored.contains(word.folded) { continue }
                guard let token = words.known[word.folded] else { return nil }
                tokens.append(token)
            } else {
                index += 1
                if character.isNewline || character == ";" || character == "|" {
                    tokens.append(.line)
                } else if let token = marks[character] {
                    tokens.append(token)
                } else if !character.isWhitespace && !"()’'.".contains(character) {
                    return nil
                }
            }
        }
        return tokens
    }

    /// «9h», «9 h 30», «09:00», «12h30»; a number alone is an hour.
    private static func time(_ characters: [Character], at start: Int) -> (Token, next: Int)? {
        var index = start
        func number() -> Int? {
            let digits = characters[index...].prefix(3).prefix { $0.isASCII && $0.isNumber }
            guard (1...2).contains(digits.count) else { return nil }
            index += digits.count
            return Int(String(digits))
        }
        func skipSpaces() {
            while index < characters.count, characters[index].isWhitespace, !characters[index].isNewline { index += 1 }
        }
        guard let hour = number() else { return nil }
        let afterHour = index
        skipSpaces()
        let isSeparated = index < characters.count && (characters[index] == "h" || characters[index] == ":")
        guard isSeparated else { return hour <= 24 ? (.hour(hour), afterHour) : nil }
        let isHour = characters[index] == "h"
        index += 1
        let afterMark = index
        skipSpaces()
        var minute = 0
        if index < characters.count, characters[index].isASCII, characters[index].isNumber {
            guard let read = number() else { return nil }
            // «9h 14h»: the second number is a time of its own.
            if isHour, index < characters.count, characters[index] == "h" {
                index = afterMark
            } else {
                minute = read
            }
        } else if isHour {
            index = afterMark
        } else {
            // «Lundi 9 : …» is no time.
            return nil
        }
        guard minute < 60, hour < 24 || hour == 24 && minute == 0 else { return nil }
        return (.time(hour * 60 + minute), index)
    }

    private static let marks: [Character: Token] = [
        "-": .to, "–": .to, "—": .to, "‑": .to, "→": .to, ",": .and, "/": .and, "&": .and, "+": .and, ":": .colon,
    ]

    private static let words: (known: [String: Token], ignored: Set<String>) = {
        var known: [String: Token] = [
            "ferme": .closed, "fermee": .closed, "fermeture": .closed, "closed": .closed, "off": .closed, "a": .to,
            "au": .to, "to": .to, "jusqu": .to, "et": .and, "puis": .and, "and": .and, "midi": .time(720),
            "minuit": .time(1_440), "tlj": .everyDay, "daily": .everyDay, "everyday": .everyDay,
        ]
        let days = [
            ["lundi", "lundis", "lun", "lu", "monday", "mon", "mo"],
            ["mardi", "mardis", "mar", "ma", "tuesday", "tue", "tu"],
            ["mercredi", "mercredis", "mer", "me", "wednesday", "wed", "we"],
            ["jeudi", "jeudis", "jeu", "je", "thursday", "thu", "th"],
            ["vendredi", "vendredis", "ven", "ve", "friday", "fri", "fr"],
            ["samedi", "samedis", "sam", "sa", "saturday", "sat"],
            ["dimanche", "dimanches", "dim", "di", "sunday", "sun", "su"],
        ]
        for (index, names) in days.enumerated() { for name in names { known[name] = .day(index + 1) } }
        // «tous les jours» is one word for its last one.
        known["jours"] = .everyDay
        return (
            known, ["de", "du", "le", "la", "les", "des", "tous", "ouvert", "ouverte", "ouverture", "from", "open"]
        )
    }()
}
