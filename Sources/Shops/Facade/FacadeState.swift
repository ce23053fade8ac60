import Base
import Shell

/// The state in which a façade is drawn, in the order of the front page.
package enum FacadeState: String, CaseIterable, Sendable {
    /// Lit.
    case open
    /// Half-lit: its people are back later today.
    case half
    /// Neither lit nor shuttered: the hours are unknown, or to be checked on a public holiday.
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

/// The seasonal decoration of façades.
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
    /// The decoration of today; none if the settings turn it off.
    package var facadeSeason: FacadeSeason { association.isSeasonal ? FacadeSeason(on: now.local.day) : .none }
}
