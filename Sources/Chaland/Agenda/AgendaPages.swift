import Base
import HTMLTemplate
import Projects
import Shell
import Shops

/// A line of a day of the agenda: a project, exceptional openings, or a public holiday.
struct AgendaEntry: PageModel {
    let title: String
    let link: String?
    /// «18 h – 23 h»; nil for all day.
    let when: String?
    let place: String
    /// Members see projects that are not public, with a mark.
    let isHidden: Bool
    let isHoliday: Bool
    /// The shops that open, by name.
    let shops: [OpenShop]

    struct OpenShop: PageModel {
        let name: String
        let link: String
        let hours: String

        static let fields: [Field<OpenShop>] = [
            .text("name") { $0.name }, .text("link") { $0.link }, .text("hours") { $0.hours },
        ]
    }

    init(_ project: DatedProject, when: String?, _ context: Context) {
        (title, link, self.when) = (project.title, context.link(project.link), when)
        (place, isHidden, isHoliday, shops) = (project.place, !project.isPublic, false, [])
    }

    init(_ openings: ExceptionalDay, _ context: Context) {
        let only = openings.shops.count == 1 ? openings.shops.first : nil
        (title, link, when, place) = (openings.words(context), only.map { context.link($0.link) }, nil, "")
        (isHidden, isHoliday) = (false, false)
        shops =
            only != nil
            ? []
            : openings.shops.map {
                OpenShop(name: $0.name, link: context.link($0.link), hours: $0.hours(context))
            }
    }

    init(holiday name: String) {
        (title, link, when, place) = (name, nil, nil, "")
        (isHidden, isHoliday, shops) = (false, true, [])
    }

    static let fields: [Field<AgendaEntry>] = [
        .text("title") { $0.title }, .optionalText("link") { $0.link }, .optionalText("when") { $0.when },
        .text("place") { $0.place }, .flag("isHidden") { $0.isHidden }, .flag("isHoliday") { $0.isHoliday },
        .flag("hasMeta") { $0.when != nil || !$0.place.isEmpty || $0.isHidden },
        .flag("hasShops") { !$0.shops.isEmpty }, .list("shops") { $0.shops },
    ]
}

/// A day with what happens on it.
struct AgendaDay: PageModel {
    let day: Day
    /// «samedi 5 décembre», with «aujourd’hui» or «demain».
    let name: String
    let isToday: Bool
    let entries: [AgendaEntry]

    init(_ day: Day, _ entries: [AgendaEntry], _ context: Context) {
        let today = context.now.local.day
        let words = context.language.day(day, seenOn: today)
        (self.day, self.entries, isToday) = (day, entries, day == today)
        let ahead = day.daysSince1970 - today.daysSince1970
        name =
            ahead == 0
            ? context.say("agenda.today", ["day": words])
            : ahead == 1 ? context.say("agenda.tomorrow", ["day": words]) : words.capitalisedFirst
    }

    static let fields: [Field<AgendaDay>] = [
        .text("name") { $0.name }, .text("date") { $0.day.description }, .plainNumber("number") { $0.day.day },
        .flag("isToday") { $0.isToday }, .flag("hasEntries") { !$0.entries.isEmpty }, .list("entries") { $0.entries },
    ]
}

/// The table of a month: weeks from Monday, with days of the neighbouring months left empty.
struct MonthTable: PageModel {
    let name: String
    let weekdays: [Weekday]
    let weeks: [Week]

    struct Weekday: PageModel {
        let name: String
        let short: String

        static let fields: [Field<Weekday>] = [.text("name") { $0.name }, .text("short") { $0.short }]
    }

    struct Week: PageModel {
        let cells: [Cell]

        static let fields: [Field<Week>] = [.list("cells") { $0.cells }]
    }

    /// A day of the month; nil before its first and after its last day.
    struct Cell: PageModel {
        let day: AgendaDay?

        static let fields: [Field<Cell>] = [
            .one("day") { $0.day }, .flag("isIdle") { $0.day?.entries.isEmpty ?? true },
            .flag("isToday") { $0.day?.isToday ?? false },
        ]
    }

    init(_ month: Month, _ agenda: Agenda, _ context: Context) {
        let language = context.language
        name = month.name(language).capitalisedFirst
        weekdays = (1...7).map { Weekday(name: language.name(weekday: $0), short: language.shortName(weekday: $0)) }
        var weeks: [Week] = []
        var monday = month.first.monday
        while monday <= month.last {
            weeks.append(
                Week(
                    cells: (0..<7).map { offset in
                        let day = monday.adding(days: offset)
                        guard Month(of: day) == month else { return Cell(day: nil) }
                        return Cell(day: AgendaDay(day, agenda.entries(on: day, context), context))
                    }))
            monday = monday.adding(days: 7)
        }
        self.weeks = weeks
    }

    var isEmpty: Bool { weeks.allSatisfy { $0.cells.allSatisfy { $0.day?.entries.isEmpty ?? true } } }

    static let fields: [Field<MonthTable>] = [
        .text("name") { $0.name }, .list("weekdays") { $0.weekdays }, .list("weeks") { $0.weeks },
        .flag("isEmpty") { $0.isEmpty },
    ]
}

/// The agenda: coming days and the table of this month, or the table of another month.
struct AgendaPage: Page {
    static let template = "agenda/index"
    /// A month was asked for: the table only.
    let isMonth: Bool
    let month: Month
    let table: MonthTable
    let coming: [AgendaDay]
    let previous: Neighbour?
    let next: Neighbour?
    let isIndexed: Bool
    let canPropose: Bool
    /// `webcal:` link that a phone subscribes to; nil without a public address.
    let subscription: String?
    var section: Section { .agenda }
    var canonicalLink: Link? { isMonth ? .agenda(month) : .agenda }

    /// The month before or after.
    struct Neighbour: PageModel {
        let name: String
        let link: String

        init(_ month: Month, _ context: Context) {
            (name, link) = (month.name(context.language).capitalisedFirst, context.link(.agenda(month)))
        }

        static let fields: [Field<Neighbour>] = [.text("name") { $0.name }, .text("link") { $0.link }]
    }

    static let fields: [Field<AgendaPage>] = [
        .flag("isMonth") { $0.isMonth }, .one("table") { $0.table }, .text("monthName") { $0.table.name },
        .list("coming") { $0.coming }, .flag("hasComing") { !$0.coming.isEmpty },
        .one("previous") { $0.previous }, .one("next") { $0.next }, .flag("isIndexed") { $0.isIndexed },
        .flag("canPropose") { $0.canPropose }, .optionalText("subscription") { $0.subscription },
    ]
}
