import Base

/// Passwords that guessing programs try first (NIST SP 800-63B §3.1.1.2 asks for such a list). Compared without
/// accents, capitals, spaces and signs.
enum CommonPasswords {
    private static let words = Set((CommonWords.short + "\n" + CommonWords.long).split(whereSeparator: \.isWhitespace))
    private static let rows = [
        "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "azertyuiopqsdfghjklmwxcvbn",
        "qwertyuiopasdfghjklzxcvbnm",
    ].flatMap { [$0, String($0.reversed())] }
    /// Digits alone below this length are a date, a telephone number or a sequence.
    private static let shortestOfDigits = 16

    /// Whether a password is a common word or sequence, with digits and signs around it or not: `Soleil-2026!`.
    static func contains(_ password: String) -> Bool {
        let plain = plain(password)
        let letters = trimmed(plain)
        if letters.isEmpty { return plain.count < shortestOfDigits }
        if isRepeated(plain) || rows.contains(where: { $0.contains(plain) }) { return true }
        let texts = [plain, letters]
        let spelled = texts.map { text in String(text.map { substitutes[$0] ?? $0 }) }
        return (texts + spelled).contains { words.contains($0[...]) }
    }

    /// Whether a password is made of names: it contains a whole name, or their words and little else.
    static func isMade(of names: [String], _ password: String) -> Bool {
        let plain = plain(password)
        if names.map(self.plain).contains(where: { $0.count >= 8 && plain.contains($0) }) { return true }
        let words = names.flatMap { $0.folded.split { !$0.isLetter && !$0.isNumber } }.filter { $0.count >= 3 }
        var rest = plain
        for word in words.sorted(by: { $0.count > $1.count }) { rest = rest.replacing(word, with: "") }
        return rest.count < plain.count && rest.filter(\.isLetter).count < 6
    }

    /// Letters and digits alone, folded.
    private static func plain(_ text: String) -> String { text.folded.filter { $0.isLetter || $0.isNumber } }

    /// The text without digits around it.
    private static func trimmed(_ plain: String) -> String {
        let start = plain.drop { $0.isNumber }
        return String(start[..<(start.lastIndex { !$0.isNumber }.map(start.index(after:)) ?? start.startIndex)])
    }

    /// Digits that stand for letters: `m0td3passe`.
    private static let substitutes: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t",
    ]

    /// Whether the text repeats its beginning to the end: `aaaaaaaaaa`, `soleilsoleil`.
    private static func isRepeated(_ plain: String) -> Bool {
        let letters = Array(plain)
        guard letters.count > 1 else { return true }
        return (1...(letters.count / 2)).contains { period in
            (period..<letters.count).allSatisfy { letters[$0] == letters[$0 - period] }
        }
    }
}
