import Base
import Projects
import SQLite
import Shell
import Shops

/// The events of a range of days: dated projects, exceptional openings, public holidays.
struct Agenda {
    let projects: [DatedProject]
    let openings: [ExceptionalDay]
    let days: ClosedRange<Day>

    /// Guests see public projects, members all that are not withdrawn.
    static func of(_ days: ClosedRange<Day>, _ context: Context) throws -> Agenda {
        try context.read { db in
            Agenda(
                projects: try DatedProject.all(
                    from: days.lowerBound, until: days.upperBound, forGuests: context.member == nil, in: db),
                openings: try ExceptionalDay.all(
                    from: days.lowerBound, until: days.upperBound, context.association.calendar, in: db),
                days: days)
        }
    }

    /// The part of it in some of its days.
    func within(_ days: ClosedRange<Day>) -> Agenda {
        Agenda(
            projects: projects.filter { $0.date.until >= days.lowerBound && $0.date.from <= days.upperBound },
            openings: openings.filter { days.contains($0.day) }, days: days)
    }

    /// Whether there is nothing but public holidays.
    var isEmpty: Bool { projects.isEmpty && openings.isEmpty }

    /// The events of a day, as the table of a month shows them: a project is listed on each of its days.
    func entries(on day: Day, _ context: Context) -> [AgendaEntry] {
        holidays(on: day, context)
            + projects.filter { $0.date.from <= day && day <= $0.date.lastShown }
            .map { AgendaEntry($0, when: $0.date.hours(on: day, context), context) }
            + openings(on: day, context)
    }

    /// Whether a project or an exceptional opening lies ahead.
    private func hasComing(at now: LocalTime) -> Bool {
        projects.contains { !$0.date.isOver(at: now) } || openings.contains { $0.day >= now.day }
    }

    /// The days with something to come, in order; none with public holidays alone. A project of several days is on its
    /// first day, or on the first of these days.
    func coming(_ context: Context) -> [AgendaDay] {
        let now = context.now.local
        guard hasComing(at: now) else { return [] }
        var byDay: [Day: [DatedProject]] = [:]
        for project in projects where !project.date.isOver(at: now) {
            byDay[max(project.date.from, days.lowerBound), default: []].append(project)
        }
        let count = days.upperBound.daysSince1970 - days.lowerBound.daysSince1970
        return (0...count).compactMap { offset in
            let day = days.lowerBound.adding(days: offset)
            let projects = (byDay[day] ?? []).map { project in
                let isLong = project.date.lastShown > project.date.from
                let when = isLong ? project.date.words(context) : project.date.hours(on: day, context)
                return AgendaEntry(project, when: when, context)
            }
            let entries = holidays(on: day, context) + projects + openings(on: day, context)
            return entries.isEmpty ? nil : AgendaDay(day, entries, context)
        }
    }

    private func holidays(on day: Day, _ context: Context) -> [AgendaEntry] {
        let calendar = context.association.calendar
        guard calendar.isHoliday(day) else { return [] }
        let name = calendar.names(on: day, context).capitalisedFirst
        return [AgendaEntry(holiday: context.say("agenda.holiday", ["name": name]))]
    }

    private func openings(on day: Day, _ context: Context) -> [AgendaEntry] {
        openings.filter { $0.day == day }.map { AgendaEntry($0, context) }
    }
}
