import Base
import Shell

/// How a façade stands now, the liveliest first.
package enum FacadeState: String, CaseIterable, Sendable {
    /// Lit.
    case open
    /// Half-lit: the people are back at a time of today.
    case half
    /// Neither: the hours are unknown, or to be checked on a public holiday.
    case unknown
    /// Shuttered.
    case closed
}

extension OpenState {
    /// The façade of a shop in this state.
    package var facade: FacadeState {
        switch self {
        case .open: .open
        case .back: .half
        case .closed, .away: .closed
        case .unknown, .holiday: .unknown
        }
    }
}

/// What hangs in the street in some months.
package enum FacadeSeason: String, CaseIterable, Sendable {
    case none, garlands, bunting

    /// Garlands from 1 December to 6 January, bunting in July.
    package init(on day: Day) {
        self =
            switch (day.month, day.day) {
            case (12, _), (1, ...6): .garlands
            case (7, _): .bunting
            case (_, _): .none
            }
    }
}

extension Context {
    /// What hangs in the street today; nothing when the settings say so.
    package var facadeSeason: FacadeSeason { association.isSeasonal ? FacadeSeason(on: now.local.day) : .none }
}
