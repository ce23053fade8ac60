import Base
import SQLite
import Shell

/// A date of a project: a day or several, with or without times, in local time.
package struct ProjectDate: Sendable, Equatable {
    /// Its row in the form, from 1. It stays the same when the date changes, so that calendars recognise the event.
    package let number: Int
    package let from: Day
    /// The last day; that of `from` for one day.
    package let until: Day
    /// The minute of the first day at which it begins; nil: all day.
    package let starts: Int?
    /// The minute of the last day at which it ends; nil: all day, or an unknown end.
    package let ends: Int?

    package init(_ number: Int, from: Day, until: Day? = nil, starts: Int? = nil, ends: Int? = nil) {
        (self.number, self.from, self.until) = (number, from, until ?? from)
        (self.starts, self.ends) = (starts, ends)
    }

    /// Whether it ends before its beginning.
    var isReversed: Bool {
        guard until == from, let starts, let ends else { return until < from }
        return ends <= starts
    }

    /// Whether it ends in the night after its only day: «de 18 h à 1 h».
    var isOvernight: Bool {
        guard let starts, let ends else { return false }
        return until == from.adding(days: 1) && ends <= starts
    }

    /// The last day on which a calendar shows it: not the morning after.
    package var lastShown: Day { isOvernight ? from : until }

    /// Whether it has ended.
    package func isOver(at now: LocalTime) -> Bool {
        until < now.day || (until == now.day && ends.map { $0 <= now.minute } ?? false)
    }

    /// Orders by time; of the dates that begin on a day, all-day dates come first.
    package static func isEarlier(_ one: ProjectDate, _ other: ProjectDate) -> Bool {
        (one.from, one.starts ?? -1, one.number) < (other.from, other.starts ?? -1, other.number)
    }
}

extension ProjectDate {
    /// Which text of a project it belongs to.
    enum Text: String {
        /// The text of the row of the project.
        case own
        /// The text of its `project_version`.
        case other
    }

    static let columns = """
        project_date.number, project_date.from_on, project_date.until_on, project_date.starts_minute,
        project_date.ends_minute
        """

    /// From `columns`; nil if they violate the CHECKs of the table.
    init?(row: Row, at column: Int) {
        guard let from = Day(row.text(column + 1)), let until = Day(row.text(column + 2)) else { return nil }
        let minutes = 0..<1_440
        let (starts, ends) = (row.optionalInt(column + 3), row.optionalInt(column + 4))
        guard starts.map(minutes.contains) ?? true, ends.map(minutes.contains) ?? true, starts != nil || ends == nil
        else { return nil }
        self.init(row.int(column), from: from, until: until, starts: starts, ends: ends)
        if isReversed { return nil }
    }

    /// The dates of both texts of a project, in the order of their numbers.
    static func all(of project: Project.ID, in db: Reader) throws -> [Text: [ProjectDate]] {
        var dates: [Text: [ProjectDate]] = [:]
        try db.forEach(
            "SELECT text, \(columns) FROM project_date WHERE project_id = ?1 ORDER BY text, number", project
        ) { row in
            guard let text = Text(rawValue: row.text(0)), let date = ProjectDate(row: row, at: 1) else { return }
            dates[text, default: []].append(date)
        }
        return dates
    }

    /// The dates of these projects, in the text that guests or members see.
    static func all(of projects: [Project.ID], forGuests: Bool, in db: Reader) throws -> [Project.ID: [ProjectDate]] {
        var dates: [Project.ID: [ProjectDate]] = [:]
        try db.forEach(
            """
            SELECT project_date.project_id, \(columns)
              FROM project_date JOIN project ON project.id = project_date.project_id \(Project.joinApproved)
             WHERE project_date.project_id IN (SELECT value FROM json_each(?1))
               AND project_date.text = \(Project.shownText(forGuests: forGuests))
            """, "[" + projects.map { String($0.rawValue) }.joined(separator: ",") + "]"
        ) { row in
            guard let date = ProjectDate(row: row, at: 1) else { return }
            dates[Project.ID(rawValue: row.int(0)), default: []].append(date)
        }
        return dates
    }

    /// Replaces the dates of a text.
    static func replace(_ dates: [ProjectDate], of project: Project.ID, _ text: Text, in db: Writer) throws {
        try db.run("DELETE FROM project_date WHERE project_id = ?1 AND text = ?2", project, text.rawValue)
        for date in dates {
            try db.run(
                """
                INSERT INTO project_date (project_id, text, number, from_on, until_on, starts_minute, ends_minute)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """, project, text.rawValue, date.number, date.from, date.until, date.starts, date.ends)
        }
    }
}
