import Base
import HTTP
import SQLite
import Shell
import Web

/// A project on one of its dates.
package struct DatedProject: Sendable, Equatable {
    package let publicID: String
    package let title: String
    /// The beginning of its purpose, on one line.
    package let beginning: String
    package let place: String
    /// How many shops take part; 0 in the calendar of one project, which does not show it.
    package let participants: Int
    /// Whether guests see it.
    package let isPublic: Bool
    package let date: ProjectDate
    private let proposedAt: Instant
    private let changedAt: Instant

    package var link: Link { .project(publicID) }

    /// The projects with a date in these days, in order of time; at most `limit`. Guests see public projects and their
    /// approved texts. Index: `project_date_by_end`.
    package static func all(
        from first: Day, until last: Day, forGuests: Bool, limit: Int = SiteLimits.agendaDates, in db: Reader
    ) throws -> [DatedProject] {
        try rows(
            "project_date.until_on >= ?1 AND project_date.from_on <= ?2", first, last, forGuests, limit, in: db)
    }

    /// The first project with a date that begins on this day or later; nil without one.
    package static func next(from day: Day, forGuests: Bool, in db: Reader) throws -> DatedProject? {
        try rows(
            "project_date.until_on >= ?1 AND project_date.from_on >= ?1 AND project_date.from_on <= ?2", day,
            day.adding(days: 366), forGuests, 1, in: db
        ).first
    }

    private static func rows(
        _ condition: String, _ first: Day, _ last: Day, _ forGuests: Bool, _ limit: Int, in db: Reader
    ) throws -> [DatedProject] {
        let texts = ["title", "purpose", "place"].map { forGuests ? Project.publicText($0) : "project." + $0 }
        let changedAt = forGuests ? Project.publicText("changed_at") : "project.changed_at"
        return try db.rows(
            """
            SELECT project.public_id, \(texts[0]), substr(\(texts[1]), 1, 400), \(texts[2]),
                   (SELECT count(*) FROM participation JOIN shop ON shop.id = participation.shop_id
                     WHERE participation.project_id = project.id AND participation.left_at IS NULL
                       AND shop.removed_at IS NULL),
                   project.public_at IS NOT NULL, project.proposed_at, \(changedAt), \(ProjectDate.columns)
              FROM project_date JOIN project ON project.id = project_date.project_id \(Project.joinApproved)
             WHERE \(condition) AND project.withdrawn_at IS NULL
               AND project_date.text = \(Project.shownText(forGuests: forGuests))
               \(forGuests ? "AND project.public_at IS NOT NULL" : "")
             ORDER BY project_date.from_on, ifnull(project_date.starts_minute, -1), project.id, project_date.number
             LIMIT ?3
            """, first, last, limit, decode: DatedProject.init(row:)
        ).compactMap(\.self)
    }

    private init?(row: Row) {
        guard let date = ProjectDate(row: row, at: 8) else { return nil }
        (publicID, title, beginning, place) = (row.text(0), row.text(1), row.text(2).excerpt, row.text(3))
        (participants, isPublic, self.date) = (row.int(4), row.bool(5), date)
        (proposedAt, changedAt) = (row.instant(6), row.instant(7))
    }

    fileprivate init(_ project: Project, _ date: ProjectDate) {
        (publicID, title, place) = (project.publicID, project.details.title, project.details.place)
        (beginning, participants) = (project.details.purpose.excerpt, 0)
        (isPublic, self.date) = (project.publicAt != nil, date)
        (proposedAt, changedAt) = (project.proposedAt, project.changedAt)
    }
}

extension DatedProject {
    /// The date as an event of a calendar.
    package func event(_ context: Context) -> CalendarFile.Event {
        let end = date.ends.map { LocalTime(day: date.until, minute: $0) }
        let lastDay = date.until > date.from ? LocalTime(day: date.until.adding(days: 1), minute: 0) : nil
        let time = date.starts.map { CalendarFile.Time.times(LocalTime(day: date.from, minute: $0), end ?? lastDay) }
        var event = CalendarFile.Event(
            uid: "\(publicID)-\(date.number)@chaland", time: time ?? .days(date.from, date.until), summary: title,
            createdAt: proposedAt, changedAt: changedAt)
        (event.description, event.location) = (beginning, place)
        if context.publicAddress.origin != nil { event.url = context.address(link) }
        return event
    }
}

/// The dates of one project as a calendar file.
package enum ProjectCalendarHandlers {
    /// The dates of a project as a file for a calendar; 404 when this person may not see it or it has no date.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let project = try ProjectHandlers.visible(context)
        guard project.withdrawal == nil, !project.details.dates.isEmpty else { throw Failure.notFound }
        let events = project.details.dates.map { DatedProject(project, $0).event(context) }
        return .data(
            CalendarFile(events).bytes, type: CalendarFile.mediaType, fileName: "agenda.ics",
            cache: context.member == nil ? .shared : .personal)
    }

    /// The dates of all public projects from a year ago, for a calendar that subscribes to them. The same for members.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let today = context.now.local.day
        let events = try context.read { db in
            try DatedProject.all(
                from: today.adding(days: -366), until: today.adding(days: 11 * 366), forGuests: true, in: db)
        }.map { $0.event(context) }
        return .data(
            CalendarFile(name: context.association.name, events).bytes, type: CalendarFile.mediaType, cache: .shared)
    }
}
