import Base
import HTTP
import Projects
import Shell
import Web

/// The agenda: what is to come, and the table of a month.
enum AgendaHandlers {
    /// Days ahead that the list shows: three months.
    private static let daysAhead = 92

    /// What is to come, and the table of this month; of the next one when nothing is left in this one.
    static func index(_ request: Request, _ context: Context) async throws -> Response {
        let today = context.now.local.day
        var month = Month(of: today)
        let last = max(month.adding(1).last, today.adding(days: daysAhead))
        let agenda = try Agenda.of(month.first...last, context)
        var coming = agenda.within(today...last).coming(context)
        if coming.isEmpty { coming = try later(than: last, context) }
        if agenda.within(today...month.last).isEmpty, !coming.isEmpty { month = month.adding(1) }
        return try context.render(page(month, isMonth: false, agenda, coming, context))
    }

    /// The table of a month; 404 for months far from now.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let months = Month.shown(on: context.now.local.day)
        guard let month = Month(context.parameter("month")), months.contains(month) else { throw Failure.notFound }
        let agenda = try Agenda.of(month.first...month.last, context)
        return try context.render(page(month, isMonth: true, agenda, [], context))
    }

    /// The first project after a day, when none is nearer.
    private static func later(than day: Day, _ context: Context) throws -> [AgendaDay] {
        let next = try context.read {
            try DatedProject.next(from: day.adding(days: 1), forGuests: context.member == nil, in: $0)
        }
        guard let next else { return [] }
        return [AgendaDay(next.date.from, [AgendaEntry(next, when: next.date.words(context), context)], context)]
    }

    private static func page(
        _ month: Month, isMonth: Bool, _ agenda: Agenda, _ coming: [AgendaDay], _ context: Context
    ) -> AgendaPage {
        let today = context.now.local.day
        let months = Month.shown(on: today)
        let table = MonthTable(month, agenda, context)
        func neighbour(_ other: Month) -> AgendaPage.Neighbour? {
            months.contains(other) ? AgendaPage.Neighbour(other, context) : nil
        }
        return AgendaPage(
            isMonth: isMonth, month: month, table: table, coming: coming, previous: neighbour(month.adding(-1)),
            next: neighbour(month.adding(1)),
            isIndexed: !isMonth
                || (month >= Month(of: today) && month <= Month(of: today).adding(12) && !table.isEmpty),
            canPropose: context.member.map(ProjectForm.isOpen) ?? false,
            subscription: context.publicAddress.origin.map { origin in
                "webcal" + origin.description.drop { $0 != ":" } + Link.calendar.path
            })
    }
}
