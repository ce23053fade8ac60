@testable import Base
import HTTP

@testable import Chaland

/// Dates: what is read and written again is the same moment, and every moment that is written is read back.
enum DatesTarget {
    /// The years 0 to 9999, in seconds since 1970.
    private static let years = -62_167_219_200...253_402_300_799

    static func check(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        if let seconds = HTTPDate.parse(text) {
            // A leap second may spill over the end of the last year.
            try promise(years.contains(seconds) || seconds - 1 == years.upperBound, "\(text) is \(seconds)")
            try promise(text.utf8.count <= 40, "a date of \(text.utf8.count) bytes")
            if years.contains(seconds) {
                try promise(HTTPDate.parse(HTTPDate.format(seconds)) == seconds, "\(seconds)")
            }
        }
        if let day = Day(text) {
            try promise(day.description == text, "\(text) became \(day)")
            try promise(Day(daysSince1970: day.daysSince1970) == day, "\(day)")
            try promise((1...7).contains(day.weekday) && day.monday.weekday == 1 && day.monday <= day, "week of \(day)")
        }
        let number = bytes.prefix(8).reduce(0) { $0 &<< 8 | Int($1) }
        let span = years.upperBound - years.lowerBound
        let moment = years.lowerBound + Int(UInt(bitPattern: number) % UInt(span))
        try promise(HTTPDate.parse(HTTPDate.format(moment)) == moment, "\(moment) as \(HTTPDate.format(moment))")
        // `days_from_civil` twice in this program, once without Foundation: they must agree.
        let day = Day(daysSince1970: moment >= 0 ? moment / 86_400 : (moment - 86_399) / 86_400)
        if day.year >= 1 {
            try promise(HTTPDate.format(moment).contains(" \(day.description.prefix(4)) "), "\(moment): two calendars")
        }
    }
}
