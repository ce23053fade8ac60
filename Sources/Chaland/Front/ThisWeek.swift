import Base
import HTMLTemplate
import Shell
import Shops

/// Something of the next seven days, as a card of the front page.
struct ThisWeek: PageModel {
    /// The day it is listed under.
    let day: Day
    /// «samedi 5 décembre, de 18 h à 23 h»
    let time: String
    let title: String
    var text = ""
    /// Where it leads; empty for nowhere. With the words of the link.
    var link = ""
    var linkWords = ""
    /// The file for a calendar; empty for none.
    var calendarLink = ""

    static let fields: [Field<ThisWeek>] = [
        .text("time") { $0.time }, .text("title") { $0.title }, .text("text") { $0.text },
        .text("link") { $0.link }, .text("linkWords") { $0.linkWords },
        .text("calendarLink") { $0.calendarLink },
    ]

    /// How many days are shown, today included.
    static let days = 7
}

extension [ThisWeek] {
    /// Sorted by day; those of one day keep their order.
    func byDay() -> [ThisWeek] {
        enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
    }
}
