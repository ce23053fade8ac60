import Base
import HTTP
import SQLite
import Shell
import Web

extension FormState {
    /// The latest deadline, in days from now.
    private static let deadlineDays = 366

    /// The deadline of a form, a moment in local time; nil when it has an error. In the night in October in which an
    /// hour comes twice, it is the first one.
    mutating func deadline(_ context: Context) -> Instant? {
        let typed = text(CallForm.day)
        guard let day = Day(typed) else {
            refuse(CallForm.day, typed.isEmpty ? "call.until.missing" : "project.date.unreadable")
            return nil
        }
        let hour = self[CallForm.time].trimmed
        guard let minute = hour.isEmpty ? 20 * 60 : ClockTime.minute(typed: hour), minute < 1_440 else {
            refuse(CallForm.time, "project.date.hour")
            return nil
        }
        let local = LocalTime(day: day, minute: minute)
        // On the last Sunday of March, the times from 2 h to 3 h do not exist.
        guard local.instant.local == local else {
            refuse(CallForm.time, "project.date.noHour")
            return nil
        }
        guard local.instant > context.now else {
            refuse(CallForm.day, "call.until.past")
            return nil
        }
        guard local.instant < context.now + .days(Self.deadlineDays) else {
            refuse(CallForm.day, "project.date.year")
            return nil
        }
        return local.instant
    }

    /// A form with the deadline of a call.
    init(deadline: Instant, _ context: Context) {
        let local = deadline.local
        let time = [local.minute / 60, local.minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        self.init([CallForm.day.name: local.day.description, CallForm.time.name: time], context)
    }
}

extension PledgeCall {
    /// An earlier deadline.
    struct EarlierDeadline: Sendable, Equatable {
        let closesAt: Instant
        /// When it was put off.
        let movedAt: Instant

        /// The earlier deadlines of a call, the latest first, at most ten.
        static func all(of call: PledgeCall.ID, in db: Reader) throws -> [EarlierDeadline] {
            try db.rows(
                """
                SELECT closes_at, moved_at FROM pledge_call_deadline WHERE call_id = ?1
                 ORDER BY closes_at DESC LIMIT 10
                """, call
            ) { EarlierDeadline(closesAt: $0.instant(0), movedAt: $0.instant(1)) }
        }
    }

    /// Puts the deadline off, with its due work. `conflict` at the deadline, for a cancelled call, and when it was put
    /// off meanwhile.
    func extend(to later: Instant, at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            """
            UPDATE pledge_call SET closes_at = ?3
             WHERE id = ?1 AND closes_at = ?2 AND closes_at > ?4 AND cancelled_at IS NULL AND frozen_at IS NULL
            """, id, closesAt, later, now)
        guard changed == 1 else { throw Failure.conflict }
        try db.run(
            "INSERT INTO pledge_call_deadline (call_id, closes_at, moved_at) VALUES (?1, ?2, ?3)", id, closesAt, now)
        try DueWork.schedule(Deadline.job, publicID, at: later, key: publicID, in: db)
    }
}

package enum CallDeadlineHandlers {
    /// Says that a deadline was put off as often as it may be.
    static func enough(_ context: Context) -> String {
        context.say("call.extend.enough", ["most": context.language.number(SiteLimits.laterDeadlines)])
    }

    /// Puts the deadline of an open call off, to a later day, and tells the shops that pledged: 303; 422 with the form
    /// as typed, also when it was put off `SiteLimits.laterDeadlines` times; 303 with a message after the deadline.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let place = try CallHandlers.led(context)
        guard let call = place.state?.call else { throw Failure.notFound }
        let over = context.seeOther(place.link, flash: context.say("call.extend.over"), isError: true)
        guard call.isOpen(at: context.now) else { return over }
        var form = FormState(try context.form(), fields: CallForm.fields, context)
        if place.earlierDeadlines.count >= SiteLimits.laterDeadlines {
            form.refuse(CallForm.day.name, enough(context))
        }
        let later = form.deadline(context)
        if let later, later.local.day <= call.closesAt.local.day { form.refuse(CallForm.day, "call.extend.earlier") }
        // A call that was opened to share what is spent already ends when its leads say.
        if let later, let last = place.project.details.dates.map(\.lastShown).max(), later.local.day > last,
            call.closesAt.local.day <= last
        {
            form.refuse(CallForm.day, "call.until.project", ["date": context.language.longDate(last)])
        }
        guard form.isValid, let later else {
            return try context.render(
                PledgesPage.of(place, form: form, for: "", context), status: .unprocessableContent)
        }
        let (project, member, clock) = (place.project, try context.requireMember().id, context.site.clock)
        do {
            try await context.write { db in
                let now = clock.now()
                try call.extend(to: later, at: now, in: db)
                try project.tellPledged(.callExtended, call, by: member, at: now, in: db)
                try Audit.record(.callExtended, project.publicID, by: member, at: now, in: db)
            }
        } catch Failure.conflict {
            return over
        }
        return context.seeOther(place.link, flash: context.say("call.extended"))
    }
}
