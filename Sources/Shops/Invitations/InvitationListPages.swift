import Base
import HTMLTemplate
import Shell

/// The batches of letters, and the shops to make letters for.
struct InvitationListPage: Page {
    static let template = "invitations/index"
    let form: String
    let batches: [Batch]
    /// Shops without a shopkeeper.
    let unclaimed: [Row]
    let claimed: [Row]
    /// Shops that have neither a shopkeeper nor a valid letter.
    let toInvite: Int
    let streetOptions: HTML
    var errors: [FieldError] = []
    let section = Section.home
    let isPrivate = true
    /// Up to how many shops the list to choose from is shown unfolded.
    private static let fewShops = 20

    struct Row: PageModel {
        let code: String
        let name: String
        let address: String
        let link: String
        let state: String
        let isOpen: Bool
        var isChosen = false

        static let fields: [Field<Row>] = [
            .text("code") { $0.code }, .text("name") { $0.name }, .text("address") { $0.address },
            .text("link") { $0.link }, .text("state") { $0.state },
            .flag("isOpen") { $0.isOpen }, .flag("isChosen") { $0.isChosen },
        ]
    }

    struct Batch: PageModel {
        let title: String
        let link: String
        let counts: String
        let toRemake: String?

        static let fields: [Field<Batch>] = [
            .text("title") { $0.title }, .text("link") { $0.link }, .text("counts") { $0.counts },
            .optionalText("toRemake") { $0.toRemake },
        ]
    }

    static let fields: [Field<InvitationListPage>] = [
        .text("form") { $0.form }, .list("batches") { $0.batches }, .flag("hasBatches") { !$0.batches.isEmpty },
        .list("unclaimed") { $0.unclaimed }, .list("claimed") { $0.claimed },
        .flag("hasShops") { !($0.unclaimed.isEmpty && $0.claimed.isEmpty) },
        .flag("hasUnclaimed") { !$0.unclaimed.isEmpty }, .number("unclaimedCount") { $0.unclaimed.count },
        .flag("hasClaimed") { !$0.claimed.isEmpty }, .number("claimedCount") { $0.claimed.count },
        .flag("isUnfolded") { $0.unclaimed.count <= fewShops || !$0.errors.isEmpty },
        .number("toInvite") { $0.toInvite },
        .html("streetOptions") { $0.streetOptions }, .flag("hasErrors") { !$0.errors.isEmpty },
        .list("errors") { $0.errors },
    ]
}

/// The form that makes a batch.
enum NewBatchForm {
    /// Drawn when the form is shown: sent twice, it makes one batch.
    static let form = AnyField.choice("form")
    static let choice = AnyField.choice("choice")
    static let street = AnyField.choice("street")
    static let shop = AnyField.choice("shop")
    static let fields = [form, choice, street, shop]

    /// The values of the three buttons.
    enum Choice: String {
        case missing, street, shops
    }
}
