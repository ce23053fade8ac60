import Base
import Shell
import Shops

extension ProjectDate {
    /// «samedi 5 décembre, de 18 h à 23 h», «du vendredi 4 décembre au dimanche 6 décembre».
    package func words(_ context: Context) -> String {
        let first = context.language.day(from, seenOn: context.now.local.day)
        let hours = { context.clock($0) }
        if until == from || isOvernight {
            guard let starts else { return first }
            guard let ends else {
                return context.say("project.date.words.at", ["day": first, "time": hours(starts)])
            }
            return context.say(
                "project.date.words.hours", ["day": first, "from": hours(starts), "until": hours(ends)])
        }
        func moment(_ day: String, _ minute: Int?) -> String {
            minute.map { context.say("project.date.words.at", ["day": day, "time": hours($0)]) } ?? day
        }
        let last = context.language.day(until, seenOn: context.now.local.day)
        return context.say("project.date.words.days", ["from": moment(first, starts), "until": moment(last, ends)])
    }

    /// Its hours on one of its days: «18 h – 23 h», «dès 18 h»; nil for all day.
    package func hours(on day: Day, _ context: Context) -> String? {
        guard let starts else { return nil }
        let begins = day == from ? starts : nil
        let closes = day == until || isOvernight ? ends : nil
        switch (begins, closes) {
        case (let begins?, let closes?): return context.clock(begins) + " – " + context.clock(closes)
        case (let begins?, nil): return context.say("project.date.hours.from", ["time": context.clock(begins)])
        case (nil, let closes?): return context.say("project.date.hours.until", ["time": context.clock(closes)])
        case (nil, nil): return nil
        }
    }
}

extension ProjectDetails {
    /// All dates in words, in order of time.
    func dateWords(_ context: Context) -> [String] {
        dates.sorted(by: ProjectDate.isEarlier).map { $0.words(context) }
    }
}

extension [ProjectDate] {
    /// The next date in words, or the last one when all are over: «samedi 5 décembre et 2 autres dates»; nil without a
    /// date.
    func nextWords(_ context: Context) -> String? {
        let now = context.now.local
        let coming = filter { !$0.isOver(at: now) }.sorted(by: ProjectDate.isEarlier)
        guard let first = coming.first else {
            return self.max(by: ProjectDate.isEarlier).map {
                context.say("project.date.words.over", ["date": $0.words(context)])
            }
        }
        let words = first.words(context)
        return coming.count == 1
            ? words : context.say("project.date.words.more", count: coming.count - 1, ["date": words])
    }
}
