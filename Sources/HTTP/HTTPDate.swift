/// HTTP dates (RFC 9110 §5.6.7), as seconds since 1970 in UTC.
public enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let longDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The preferred format, `Sun, 06 Nov 1994 08:49:37 GMT`.
    public static func format(_ seconds: Int) -> String {
        let day = seconds.floorDivided(by: 86_400)
        let second = seconds - day * 86_400
        let (year, month, dayOfMonth) = civil(day)
        let weekday = (day + 4) - (day + 4).floorDivided(by: 7) * 7
        return days[weekday] + ", " + padded(dayOfMonth, 2) + " " + months[month - 1] + " " + padded(year, 4) + " "
            + padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2) + ":" + padded(second % 60, 2) + " GMT"
    }

    /// The format of RFC 3339 §5.6 up to the second, without a zone: `1994-11-06T08:49:37`, for logs.
    public static func formatRFC3339(_ seconds: Int) -> String {
        let day = seconds.floorDivided(by: 86_400)
        let second = seconds - day * 86_400
        let (year, month, dayOfMonth) = civil(day)
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(dayOfMonth, 2) + "T" + padded(second / 3600, 2)
            + ":" + padded(second / 60 % 60, 2) + ":" + padded(second % 60, 2)
    }

    /// Parses the three formats a recipient must accept, case-sensitively; nil for anything else.
    ///
    /// A two-digit year (RFC 850 format) is in 1977 to 2076. The window is fixed, so that no clock is needed; the
    /// format is obsolete.
    public static func parse(_ text: some StringProtocol) -> Int? {
        var reader = DateReader(text.utf8)
        if let weekday = reader.name(of: longDays), weekday >= 0 { return rfc850(&reader) }
        guard reader.name(of: days) != nil else { return nil }
        return reader.take(", ") ? imfFixdate(&reader) : asctime(&reader)
    }

    /// `, 06-Nov-94 08:49:37 GMT`
    private static func rfc850(_ reader: inout DateReader) -> Int? {
        guard reader.take(", "), let day = reader.digits(2), reader.take("-"), let month = reader.name(of: months),
            reader.take("-"), let year = reader.digits(2), reader.take(" "), let time = time(&reader),
            reader.take(" GMT"), reader.isAtEnd
        else { return nil }
        return seconds(year: year < 77 ? 2000 + year : 1900 + year, month: month + 1, day: day, time: time)
    }

    /// `06 Nov 1994 08:49:37 GMT`
    private static func imfFixdate(_ reader: inout DateReader) -> Int? {
        guard let day = reader.digits(2), reader.take(" "), let month = reader.name(of: months), reader.take(" "),
            let year = reader.digits(4), reader.take(" "), let time = time(&reader), reader.take(" GMT"), reader.isAtEnd
        else { return nil }
        return seconds(year: year, month: month + 1, day: day, time: time)
    }

    /// ` Nov  6 08:49:37 1994`
    private static func asctime(_ reader: inout DateReader) -> Int? {
        guard reader.take(" "), let month = reader.name(of: months), reader.take(" "),
            let day = reader.take(" ") ? reader.digits(1) : reader.digits(2), reader.take(" "),
            let time = time(&reader), reader.take(" "), let year = reader.digits(4), reader.isAtEnd
        else { return nil }
        return seconds(year: year, month: month + 1, day: day, time: time)
    }

    /// `08:49:37`, a leap second included.
    private static func time(_ reader: inout DateReader) -> Int? {
        guard let hour = reader.digits(2), hour < 24, reader.take(":"), let minute = reader.digits(2), minute < 60,
            reader.take(":"), let second = reader.digits(2), second <= 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func seconds(year: Int, month: Int, day: Int, time: Int) -> Int? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day >= 1, day <= lengths[month - 1] else { return nil }
        return dayNumber(year, month, day) * 86_400 + time
    }

    /// Days since 1970-01-01 (days_from_civil of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year.floorDivided(by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The date `day` days after 1970-01-01 (civil_from_days).
    private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

/// A cursor over the text of a date.
private struct DateReader {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes.prefix(64)) }

    var isAtEnd: Bool { at == bytes.count }

    mutating func take(_ text: String) -> Bool {
        guard bytes[at...].starts(with: text.utf8) else { return false }
        at += text.utf8.count
        return true
    }

    mutating func name(of names: [String]) -> Int? { names.firstIndex { take($0) } }

    mutating func digits(_ count: Int) -> Int? {
        guard at + count <= bytes.count else { return nil }
        var number = 0
        for byte in bytes[at..<(at + count)] {
            guard ASCII.isDigit(byte) else { return nil }
            number = number * 10 + Int(byte - ASCII.zero)
        }
        at += count
        return number
    }
}

extension Int {
    /// Division that rounds down, for times before 1970.
    fileprivate func floorDivided(by divisor: Int) -> Int { (self >= 0 ? self : self - divisor + 1) / divisor }
}
