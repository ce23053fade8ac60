import Base
import SQLite
import Shell
import Shops

/// Many answers of visitors at one shop in a short time, on phones or at its kiosk, counted or held: one line for a
/// moderator, who counts all of them or sets them aside. Erased 30 days after its day (`AnswerData`).
struct Burst: Sendable, Equatable {
    /// The row id of a burst; URLs use `publicID`.
    struct ID: Sendable, Hashable, RawRepresentable {
        let rawValue: Int
    }

    /// The part of the day: all that is stored of the time.
    enum DayPart: String, Sendable {
        case morning, midday, afternoon, evening

        /// The part of a minute of the day: midday begins at 12:00, the afternoon at 14:00, the evening at 18:00.
        init(minute: Int) {
            self = minute < 720 ? .morning : minute < 840 ? .midday : minute < 1_080 ? .afternoon : .evening
        }
    }

    /// What was decided about its answers.
    enum Outcome: String, Sendable {
        case counted
        case setAside = "set_aside"
    }

    /// The last decision, with the name of the person who took it.
    struct Decision: Sendable, Equatable {
        let outcome: Outcome
        let by: String
        let at: Instant
    }

    /// The fewest answers on phones at one shop in one slot that form a burst.
    static let least = 10
    /// The same at its kiosk: one answer every half minute is more than a counter serves.
    static let leastAtKiosk = 20
    /// Length of a slot in seconds; also how long a change code lasts.
    static let slot = SiteLimits.changeCode

    let id: ID
    let publicID: String
    let shop: Shop.ID
    let shopName: String
    /// Nil for an unknown source.
    let source: Encounter.Source?
    let day: Day
    let part: DayPart
    let answers: Int
    /// The number of them that were held.
    let held: Int
    /// How long it lasted, rounded up.
    let minutes: Int
    /// Nil while it waits for a decision.
    let decision: Decision?
}

extension Burst.ID: Bindable {}
extension Burst.DayPart: Bindable {}
extension Burst.Outcome: Bindable {}
