import HTMLTemplate
import Shell

/// The presidency: the offer that waits, and the declaration of a change.
struct PresidencyPage: Page {
    static let template = "adherents/presidency"
    /// The offer to the reader; nil when there is none.
    let offered: Offer?
    /// The offer that the reader made; nil when there is none.
    let given: Offer?
    /// The last day to declare the change; nil when there is nothing to declare.
    let declareBefore: String?
    let isLocalLaw: Bool
    let section = Section.home
    let isPrivate = true

    struct Offer: PageModel {
        let name: String
        let until: String
        let stays: Bool

        static let fields: [Field<Offer>] = [
            .text("name") { $0.name }, .text("until") { $0.until }, .flag("stays") { $0.stays },
        ]
    }

    static let fields: [Field<PresidencyPage>] = [
        .one("offered") { $0.offered }, .one("given") { $0.given },
        .optionalText("declareBefore") { $0.declareBefore }, .flag("isLocalLaw") { $0.isLocalLaw },
        .flag("isNothing") { $0.offered == nil && $0.given == nil && $0.declareBefore == nil },
    ]
}

/// The form that offers the presidency.
enum PresidencyForm {
    /// «leave» or «stay».
    static let after = AnyField.choice("after")
    static let fields = [after]
}
