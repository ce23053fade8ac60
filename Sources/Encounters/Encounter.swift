import SQLite
import Shell

/// One encounter between a person and a shop, with or without a purchase.
package enum Encounter {
    /// The row id of an encounter. It never leaves the server: ids are handed out in the order of arrival.
    package struct ID: Sendable, Hashable, RawRepresentable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// Who recorded the encounter. A source written by a newer version of the program is read as nil, and the encounter
    /// counts neither as a visitor’s nor as a salesperson’s.
    package enum Source: String, Sendable, CaseIterable {
        /// A visitor, on their own phone.
        case visitor
        /// A visitor, on the tablet of the shop.
        case kiosk
        case salesperson

        /// The sources whose answers have a feeling. Their figures are shown apart.
        package static let ofVisitors: [Source] = [.visitor, .kiosk]
    }

    /// What the visitor came for.
    package enum CameFor: String, Sendable, CaseIterable {
        case browse, precise, gift, advice, service, order, other
    }

    /// Why the visitor left without a purchase.
    package enum NoPurchaseReason: String, Sendable, CaseIterable {
        case notInStock = "not_in_stock"
        case price, size, waiting
        case justLooking = "just_looking"
        case closed, other
    }

    /// How long the visitor waited before a salesperson spoke to them.
    package enum Wait: String, Sendable, CaseIterable {
        case atOnce = "none"
        case short, long
    }
}

extension Encounter.Source {
    /// The fewest answers from here that are shown together, and that change what is shown.
    package var threshold: Int { self == .kiosk ? SiteLimits.kioskThreshold : SiteLimits.feelingThreshold }
}

extension Encounter.ID: Bindable {}
extension Encounter.Source: Bindable {}
extension Encounter.CameFor: Bindable {}
extension Encounter.NoPurchaseReason: Bindable {}
extension Encounter.Wait: Bindable {}

/// The optional details of an encounter.
package struct EncounterDetails: Sendable, Equatable {
    package var cameFor: Encounter.CameFor?
    package var purchased: Bool?
    /// Set only if nothing was bought.
    package var reason: Encounter.NoPurchaseReason?
    package var greeted: Bool?
    package var wait: Encounter.Wait?
    /// Whether the visitor was listened to and advised without pressure.
    package var listened: Bool?
    package var thanked: Bool?
    package var wouldReturn: Bool?
    /// A few words that only the shop and the association read.
    package var note: String?

    package init(
        cameFor: Encounter.CameFor? = nil, purchased: Bool? = nil, reason: Encounter.NoPurchaseReason? = nil,
        greeted: Bool? = nil, wait: Encounter.Wait? = nil, listened: Bool? = nil, thanked: Bool? = nil,
        wouldReturn: Bool? = nil, note: String? = nil
    ) {
        (self.cameFor, self.purchased, self.reason, self.greeted) = (cameFor, purchased, reason, greeted)
        (self.wait, self.listened, self.thanked, self.wouldReturn) = (wait, listened, thanked, wouldReturn)
        self.note = note
    }
}

/// An encounter about to be recorded.
package struct NewEncounter: Sendable {
    let source: Encounter.Source
    /// 1 to 5; nil for a salesperson’s encounter.
    let feeling: Int?
    package var details: EncounterDetails
    /// Not counted until a moderator decides: too many came from one network or to one shop.
    var isHeld: Bool
    /// Whether it is the first answer from its network at the shop that day. Has a meaning for visitors’ answers only.
    var isFirst: Bool
    var recordedBy: Member.ID?
    /// The printed code it came by, in the spelling of `entry_point`; nil without one.
    var entryCode: String?

    package init(
        source: Encounter.Source, feeling: Int?, details: EncounterDetails = EncounterDetails(), isHeld: Bool = false,
        isFirst: Bool = true, recordedBy: Member.ID? = nil, entryCode: String? = nil
    ) {
        (self.source, self.feeling, self.details) = (source, feeling, details)
        (self.isHeld, self.isFirst, self.recordedBy) = (isHeld, isFirst, recordedBy)
        self.entryCode = entryCode
    }

    /// The same by a printed code, if it is a visitor’s.
    package func came(by code: String?) -> NewEncounter {
        var other = self
        if source == .visitor { other.entryCode = code }
        return other
    }
}
