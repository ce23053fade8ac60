import Base
import HTMLTemplate
import Shell

/// What members look for, offer and can do.
struct NeedListPage: Page {
    static let template = "needs/index"
    let needs: [NeedRow]
    let tabs: [NeedTab]
    let words: String
    /// The name of the chosen tab in the query; preserved by the search.
    let scope: String
    /// The member's own, which are not searched.
    let isOwn: Bool
    let total: Int
    let pages: Pagination
    let section = Section.projects
    let isPrivate = true

    static let fields: [Field<NeedListPage>] = [
        .list("needs") { $0.needs }, .list("tabs") { $0.tabs }, .text("words") { $0.words },
        .plainNumber("wordsLimit") { _ in ProjectSearch.wordsLimit }, .text("scope") { $0.scope },
        .flag("isOwn") { $0.isOwn }, .number("total") { $0.total }, .one("pages") { $0.pages.ifLong },
    ]
}

/// A filter of the list.
struct NeedTab: PageModel {
    let name: String
    let link: String
    let isCurrent: Bool

    static let fields: [Field<NeedTab>] = [
        .text("name") { $0.name }, .text("link") { $0.link }, .flag("isCurrent") { $0.isCurrent },
    ]
}

/// A need in a list.
package struct NeedRow: PageModel {
    let kind: String
    let text: String
    let link: String
    /// «Rose Petit, Au Cœur des fleurs».
    let author: String
    /// «jusqu’au dimanche 8 mars», or how it was closed.
    let state: String
    let isOpen: Bool

    init(_ need: Need, _ context: Context) {
        (kind, text, link) = (need.details.kind.words(context), need.details.text, context.link(.need(need.publicID)))
        (author, state) = (need.authorWords, need.stateWords(context))
        isOpen = need.isOpen(on: context.now.local.day)
    }

    package static let fields: [Field<NeedRow>] = [
        .text("kind") { $0.kind }, .text("text") { $0.text }, .text("link") { $0.link },
        .text("author") { $0.author }, .text("state") { $0.state }, .flag("isOpen") { $0.isOpen },
    ]
}

extension Need {
    /// «Rose Petit, Au Cœur des fleurs».
    var authorWords: String {
        guard let shop = shop?.name, shop != authorName else { return authorName }
        return authorName + ", " + shop
    }

    /// «jusqu’au dimanche 8 mars», «c’est réglé».
    func stateWords(_ context: Context) -> String {
        let today = context.now.local.day
        if isSettled { return context.say("need.settled") }
        if isRemoved { return context.say("need.removed") }
        if details.until < today {
            return context.say("need.over", ["date": context.language.date(details.until)])
        }
        return details.until == today
            ? context.say("need.today")
            : context.say("need.lasts", ["until": context.language.day(details.until, seenOn: today)])
    }
}

/// One need: its author and the others answer each other, each conversation apart.
struct NeedPage: Page {
    static let template = "needs/show"
    let need: Need
    let row: NeedRow
    let shopLink: String?
    let projectLink: String?
    let isOwn: Bool
    /// Another member may answer it for the first time.
    let canAnswer: Bool
    let canClose: Bool
    let canRestore: Bool
    let canPropose: Bool
    /// Who removed it, when and why, for its author and moderators.
    let removal: String?
    let conversations: [Conversation]
    let similar: [NeedRow]
    let thanked: String
    let form: FormState
    let path: String
    let proposeLink: String
    let section = Section.projects
    let isPrivate = true

    struct Conversation: PageModel {
        let name: String
        let publicID: String
        let messages: [Line]
        let reply: Input?
        let canThank: Bool
        let isThanked: Bool

        static let fields: [Field<Conversation>] = [
            .text("name") { $0.name }, .text("member") { $0.publicID }, .list("messages") { $0.messages },
            .one("reply") { $0.reply }, .flag("canThank") { $0.canThank }, .flag("isThanked") { $0.isThanked },
        ]
    }

    struct Line: PageModel {
        let writer: String
        let moment: String
        let text: String

        static let fields: [Field<Line>] = [
            .text("writer") { $0.writer }, .text("moment") { $0.moment }, .text("text") { $0.text },
        ]
    }

    static let fields: [Field<NeedPage>] = [
        .text("kind") { $0.row.kind }, .text("text") { $0.row.text }, .text("author") { $0.row.author },
        .text("authorName") { $0.need.authorName }, .text("state") { $0.row.state }, .flag("isOpen") { $0.row.isOpen },
        .optionalText("shopLink") { $0.shopLink },
        .text("shopName") { $0.need.shop?.name ?? "" }, .optionalText("projectLink") { $0.projectLink },
        .text("projectTitle") { $0.need.project?.title ?? "" }, .flag("isOwn") { $0.isOwn },
        .flag("canAnswer") { $0.canAnswer }, .flag("canClose") { $0.canClose },
        .flag("canRestore") { $0.canRestore }, .flag("canPropose") { $0.canPropose },
        .optionalText("removal") { $0.removal }, .list("conversations") { $0.conversations },
        .flag("hasConversations") { !$0.conversations.isEmpty }, .list("similar") { $0.similar },
        .flag("hasSimilar") { !$0.similar.isEmpty }, .text("thanked") { $0.thanked },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .one("answerField") { $0.form.input(NeedForm.answer) }, .one("reasonField") { $0.form.input(NeedForm.reason) },
        .text("path") { $0.path }, .text("proposeLink") { $0.proposeLink },
    ]
}

/// The form of a new or existing need.
struct NeedFormPage: Page {
    static let template = "needs/form"
    let title: String
    let action: String
    let backLink: String
    let submitText: String
    let form: FormState
    let kinds: [FormOption]
    let section = Section.projects
    let isPrivate = true

    static let fields: [Field<NeedFormPage>] = [
        .text("title") { $0.title }, .text("action") { $0.action }, .text("backLink") { $0.backLink },
        .text("submitText") { $0.submitText }, .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors }, .list("kinds") { $0.kinds },
        .optionalText("error") { $0.form.error(NeedForm.kind) }, .text("name") { _ in NeedForm.kind },
        .list("inputs") { [$0.form.input(NeedForm.text), $0.form.input(NeedForm.until)] },
    ]
}

/// The newest needs, for the member's home: `{{#latestNeeds}}{{> needs/latest}}{{/latestNeeds}}`.
package struct LatestNeeds: PageModel {
    let needs: [NeedRow]

    /// The three newest open ones.
    package static func of(_ context: Context) throws -> LatestNeeds {
        let found = try context.read { try Need.open(NeedSearch(), 0..<3, at: context.now, in: $0) }
        return LatestNeeds(needs: found.map { NeedRow($0, context) })
    }

    package static let fields: [Field<LatestNeeds>] = [.list("needs") { $0.needs }]
}
