import Shell
import SQLite

/// One encounter between a person and a shop, purchase or not. A visit without a purchase is not a failure: it is the first
/// encounter.
enum Encounter {
    /// The row of an encounter; never seen outside.
    struct ID: Sendable, Hashable, RawRepresentable {
        let rawValue: Int
    }

    /// Who recorded it. The store may hold others, of a newer program: those are nil here and belong to neither view.
    enum Source: String, Sendable {
        case visitor
        case salesperson
    }

    /// What the person came for.
    enum CameFor: String, Sendable, CaseIterable {
        case browse, precise, gift, advice, service, order, other
    }

    /// Why they left without a purchase.
    enum NoPurchaseReason: String, Sendable, CaseIterable {
        case notInStock = "not_in_stock"
        case price, size, waiting
        case justLooking = "just_looking"
        case closed, other
    }

    /// How long they waited before somebody spoke to them.
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

/// What may be told of an encounter beside the feeling. Everything may be left out.
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
    /// Kept apart, uncounted, until the president has looked: too many came from one address.
    var isHeld = false
    var recordedBy: Member.ID?
}
