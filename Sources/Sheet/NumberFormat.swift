/// The number format of a cell: ECMA-376, part 1, 18.8.31. Numbers are shown by it as far as lists need: digits,
/// literals, decimals, thousands, percent. Exponents and fractions are shown as plain decimals, dates and times as ISO
/// 8601.
struct NumberFormat {
    static let general = NumberFormat("General")

    private let sections: [Section]
    private let calendar: Calendar?

    /// Which parts of a day a format shows.
    private struct Calendar {
        let hasDate: Bool
        let hasTime: Bool
    }

    init(_ code: String) {
        let texts = Self.split(code)
        sections = texts.prefix(4).map(Section.init)
        calendar = Self.calendar(texts.first ?? "")
    }

    /// A stored value as the sheet shows it. Text that is no number is shown as it is.
    func shown(_ value: String, is1904: Bool) -> String {
        guard let number = Double(value), number.isFinite else { return value }
        if let calendar, let text = Self.moment(number, calendar, is1904: is1904) { return text }
        let section = section(for: number)
        let sign = number < 0 && !section.isForNegative ? "-" : ""
        guard let text = section.shown(abs(number)) else { return Self.plain(number) }
        return text.contains { $0.isNumber && $0 != "0" } ? sign + text : text
    }

    private func section(for number: Double) -> Section {
        if let fitting = sections.first(where: { $0.condition?.holds(number) == true }) { return fitting }
        let free = sections.filter { $0.condition == nil }
        if sections.contains(where: { $0.condition != nil }) { return free.first ?? sections[0] }
        if number < 0, sections.count > 1 { return sections[1].forNegative }
        return number == 0 && sections.count > 2 ? sections[2] : sections[0]
    }

    /// The sections of a code, separated by `;` outside quotes.
    private static func split(_ code: String) -> [String] {
        var sections = [""]
        var isQuoted = false
        var isEscaped = false
        for character in code {
            if character == ";", !isQuoted, !isEscaped {
                sections.append("")
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && !isEscaped && !isQuoted
            sections[sections.count - 1].append(character)
        }
        return sections
    }

    // MARK: Plain numbers

    /// The shortest decimal that reads back as the number, without exponent.
    static func plain(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
        let text = "\(number)"
        guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
            return text
        }
        let sign = text.hasPrefix("-") ? "-" : ""
        let mantissa = text[..<mark].drop { $0 == "-" }
        let whole = mantissa.prefix { $0 != "." }
        let fraction = mantissa.dropFirst(whole.count + 1)
        let digits = String(whole + (fraction == "0" ? "" : fraction))
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
        return sign + digits + String(repeating: "0", count: max(0, exponent + 1 - digits.count))
    }

    // MARK: Dates

    /// The parts of a day that a code shows; nil for a number.
    private static func calendar(_ code: String) -> Calendar? {
        var (letters, brackets) = ("", "")
        var (isQuoted, isEscaped, isBracketed) = (false, false, false)
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
            } else if isBracketed {
                if character == "]" { isBracketed = false } else { brackets.append(character) }
            } else if isQuoted || character == "\"" {
                if character == "\"" { isQuoted.toggle() }
            } else if character == "[" {
                isBracketed = true
            } else if "\\_*".contains(character) {
                isEscaped = true
            } else {
                letters.append(character)
            }
        }
        guard !letters.hasPrefix("general") else { return nil }
        let isElapsed = ["h", "hh", "m", "mm", "s", "ss"].contains(brackets)
        let hasDate = letters.contains { "ydj".contains($0) }
        let hasTime = isElapsed || letters.contains { "hs".contains($0) }
        let isMonth = letters.contains("m") && !hasTime
        return hasDate || hasTime || isMonth ? Calendar(hasDate: hasDate || isMonth, hasTime: hasTime) : nil
    }

    /// A serial date (ECMA-376, part 1, 18.17.4.1); nil outside the years 1900 to 9999.
    private static func moment(_ serial: Double, _ calendar: Calendar, is1904: Bool) -> String? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        let seconds = Int((serial * 86_400).rounded())
        let (day, second) = (seconds / 86_400, seconds % 86_400)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        var time = two(second / 3_600) + ":" + two(second / 60 % 60)
        if second % 60 != 0 { time += ":" + two(second % 60) }
        // A time alone, also when it was typed with a day.
        guard calendar.hasDate, day > 0 || is1904 else { return time }
        // Days before 1 March 1900 are one late: Excel has a 29 February 1900.
        let since1970 = is1904 ? day - 24_107 : day < 60 ? day - 25_568 : day - 25_569
        let date = civil(since1970)
        return calendar.hasTime ? date + " " + time : date
    }

    /// Days since 1970-01-01 as a date. Source: Howard Hinnant, «chrono-compatible low-level date algorithms».
    private static func civil(_ days: Int) -> String {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-" + two(month) + "-" + two(day)
    }

    /// The formats without a code in the file: ECMA-376, part 1, 18.8.30, with French dates for the regional ones.
    static let builtIn: [Int: String] = [
        0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
        13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
        20: "h:mm",
        21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;(#,##0)", 39: "#,##0.00;(#,##0.00)",
        40: "#,##0.00;(#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@",
    ]
}
