import Base
import Projects
import Shell

extension ThisWeek {
    /// The most projects on the front page.
    private static let projectsAtMost = 4

    /// The dated projects of the coming days; without one, the next. Guests see public projects.
    static func projects(_ context: Context) throws -> [ThisWeek] {
        let (now, isGuest) = (context.now.local, context.member == nil)
        let last = now.day.adding(days: days - 1)
        let coming = try context.read { db in
            let week = try DatedProject.all(from: now.day, until: last, forGuests: isGuest, in: db)
                .filter { !$0.date.isOver(at: now) }
            if !week.isEmpty { return Array(week.prefix(projectsAtMost)) }
            return try DatedProject.next(from: now.day, forGuests: isGuest, in: db).map { [$0] } ?? []
        }
        return coming.map { project in
            ThisWeek(
                day: max(project.date.from, now.day),
                time: [project.date.words(context), project.place].filter { !$0.isEmpty }.joined(separator: " · "),
                title: project.title, text: project.beginning, link: context.link(project.link),
                linkWords: context.say("front.project"),
                calendarLink: context.link(.projectCalendar(project.publicID)))
        }
    }
}
