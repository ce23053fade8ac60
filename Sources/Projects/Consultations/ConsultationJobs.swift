import Base
import SQLite
import Shell

extension Consultation {
    private static let end = "consultation-end"
    private static let reminder = "consultation-reminder"

    /// Its end, and a reminder before it: the object is the public id.
    static let jobs: [DueJob] = [
        .scheduled(end) { run in
            try run.writeRepeatedly { db in
                try find(run.object, in: db)?.settle(at: run.now, in: db)
                return false
            }
        },
        .scheduled(reminder) { run in
            try run.writeRepeatedly { db in
                try find(run.object, in: db)?.remind(at: run.now, in: db)
                return false
            }
        },
    ]

    /// Schedules its end and its reminder.
    func schedule(at now: Instant, in db: Writer) throws {
        try DueWork.schedule(Self.end, publicID, at: closesAt, key: "\(closesAt.seconds)", in: db)
        guard let moment = reminderAt else { return }
        try DueWork.schedule(Self.reminder, publicID, at: max(now, moment), key: "\(moment.seconds)", in: db)
    }

    /// The reminder: at 9 h the day before the last one or, when that is too soon after the opening, on the last day;
    /// nil for a consultation of a few hours.
    var reminderAt: Instant? {
        let days = [(lastDay.adding(days: -1), Int.hours(24)), (lastDay, Int.hours(6))]
        return days.lazy.map { (LocalTime(day: $0, minute: 9 * 60).instant, $1) }
            .first { moment, pause in moment >= openedAt + pause }?.0
    }
}
