import Base
import Projects

/// The dates of the projects of the demonstration, around the day on which it is made.
struct DemoDates {
    /// The next Saturday, today on a Saturday.
    let saturday: Day

    init(_ today: Day) {
        saturday = today.monday.adding(days: today.weekday > 6 ? 12 : 5)
    }

    /// The dates of a project by its number: one this week, some later, one over. The others have none yet.
    func dates(of number: Int) -> [ProjectDate] {
        switch number {
        case 0: return [ProjectDate(1, from: saturday, starts: 1_080, ends: 1_380)]
        case 3: return [ProjectDate(1, from: saturday.adding(days: 25), starts: 840, ends: 1_020)]
        case 4: return [ProjectDate(1, from: saturday.adding(days: -21), until: saturday.adding(days: -20))]
        case 5:
            return (1...2).map { ProjectDate($0, from: saturday.adding(days: 7 * $0 + 2), starts: 1_140, ends: 1_260) }
        case 7:
            let friday = saturday.adding(days: 34)
            return [ProjectDate(1, from: friday, until: friday.adding(days: 1), starts: 1_200, ends: 0)]
        default: return []
        }
    }

    /// The same dates a week later.
    func postponed(_ dates: [ProjectDate]) -> [ProjectDate] {
        dates.map { date in
            ProjectDate(
                date.number, from: date.from.adding(days: 7), until: date.until.adding(days: 7), starts: date.starts,
                ends: date.ends)
        }
    }
}
