import HTTP

@testable import Base

/// Dates: parsing and formatting again returns the same moment, and every formatted moment is parsed back.
enum DatesTarget {
    /// The years 0 to 9999, in seconds since 1970.
    private static let years = -62_167_219_200...253_402_300_799

    static func check(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        if let seconds = HTTPDate.parse(text) {
            // A leap second may exceed the end of the last year.
            try require(years.contains(seconds) || seconds - 1 == years.upperBound, "\(text) is \(seconds)")
            try require(text.utf8.count <= 40, "a date of \(text.utf8.count) bytes")
            if years.contains(seconds) {
                try require(HTTPDate.parse(HTTPDate.format(seconds)) == seconds, "\(seconds)")
            }
        }
        if let day = Day(text) {
            try require(day.description == text, "\(text) became \(day)")
            try require(Day(daysSince1970: day.daysSince1970) == day, "\(day)")
            try require((1...7).contains(day.weekday) && day.monday.weekday == 1 && day.monday <= day, "week of \(day)")
        }
        let number = bytes.prefix(8).reduce(0) { $0 &<< 8 | Int($1) }
        let span = years.upperBound - years.lowerBound
        let moment = years.lowerBound + Int(UInt(bitPattern: number) % UInt(span))
        try require(HTTPDate.parse(HTTPDate.format(moment)) == moment, "\(moment) as \(HTTPDate.format(moment))")
        // The program implements `days_from_civil` twice (HTTP and Base): they must agree.
        let day = Day(daysSince1970: moment >= 0 ? moment / 86_400 : (moment - 86_399) / 86_400)
        if day.year >= 1 {
            try require(HTTPDate.format(moment).contains(" \(day.description.prefix(4)) "), "\(moment): two calendars")
        }
    }
}
