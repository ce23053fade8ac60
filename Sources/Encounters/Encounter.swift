import Shell
import SQLite

/// One encounter between a person and a shop, purchase or not. A visit without a purchase is not a failure: it is the
/// first encounter.
enum Encounter {
    /// The row id of an encounter. It never leaves the server: ids are handed out in the order of arrival.
    struct ID: Sendable, Hashable, RawRepresentable {
        let rawValue: Int
    }

    /// Who recorded it. A source written by a newer version of the program decodes as nil and belongs to neither view.
    enum Source: String, Sendable {
        case visitor
        case salesperson
    }

    /// What the visitor came for.
    enum CameFor: String, Sendable, CaseIterable {
        case browse, precise, gift, advice, service, order, other
    }

    /// Why the visitor left without a purchase.
    enum NoPurchaseReason: String, Sendable, CaseIterable {
        case notInStock = "not_in_stock"
        case price, size, waiting
        case justLooking = "just_looking"
        case closed, other
    }

    /// How long the visitor waited before a salesperson spoke to them.
    enum Wait: String, Sendable, CaseIterable {
        case atOnce = "none"
        case short, long
    }
}

extension Encounter.ID: Bindable {}
extension Encounter.Source: Bindable {}
extension Encounter.CameFor: Bindable {}
extension Encounter.NoPurchaseReason: Bindable {}
extension Encounter.Wait: Bindable {}

/// The optional details of an encounter.
struct EncounterDetails: Sendable, Equatable {
    var cameFor: Encounter.CameFor?
    var purchased: Bool?
    /// Only without a purchase.
    var reason: Encounter.NoPurchaseReason?
    var greeted: Bool?
    var wait: Encounter.Wait?
    /// Listened to and advised without being pushed.
    var listened: Bool?
    var thanked: Bool?
    var wouldReturn: Bool?
    /// A few words for the shop alone.
    var note: String?
}

/// An encounter about to be recorded.
struct NewEncounter: Sendable {
    let source: Encounter.Source
    /// 1 to 5; a visitor's encounter begins with it.
    let feeling: Int?
    var details = EncounterDetails()
    /// Not counted until a moderator decides: too many came from one network or to one shop.
    var isHeld = false
    var recordedBy: Member.ID?
}
