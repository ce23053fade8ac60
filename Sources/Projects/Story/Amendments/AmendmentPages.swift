import Base
import HTMLTemplate
import Shell

/// The amendments of a project, and the form that proposes one.
struct AmendmentsPage: Page {
    static let template = "projects/amendments"
    let title: String
    let path: String
    let backLink: String
    let amendments: [AmendmentLine]
    let form: FormState
    /// The member’s own text waits: sending another replaces it.
    let replaces: Bool
    let version: Int
    let section = Section.projects
    let isPrivate = true

    static let text = TextField(
        "text", .lines(10), label: "project.amendment.text", limit: 5_000, missing: "project.amendment.text.missing",
        hint: "project.amendment.text.hint", autocomplete: nil)
    static let reason = TextField(
        "reason", .lines(2), label: "project.amendment.reason", limit: 500, hint: "project.amendment.reason.hint",
        autocomplete: nil)
    /// The answer of a lead.
    static let word = TextField("word", label: "project.amendment.word", limit: 300)
    static let formFields = [AnyField(text), AnyField(reason), AnyField(word)]

    static let fields: [Field<AmendmentsPage>] = [
        .text("title") { $0.title }, .text("path") { $0.path }, .text("backLink") { $0.backLink },
        .list("amendments") { $0.amendments }, .number("amendmentCount") { $0.amendments.count },
        .list("inputs") { [$0.form.input(text), $0.form.input(reason)] }, .flag("replaces") { $0.replaces },
        .plainNumber("version") { $0.version },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

/// An amendment with the text it would change.
struct AmendmentLine: PageModel {
    let anchor: String
    let author: String
    let moment: String
    let reason: String
    /// The text it was proposed against, and the proposed one. While it waits, what differs is marked.
    let base: [TextChange.Piece]
    let text: [TextChange.Piece]
    let state: String
    let isAccepted: Bool
    let isWaiting: Bool
    /// The text of the project has changed since.
    let isStale: Bool
    /// «Paul Martin : Merci, c’est mieux.»; empty while it waits.
    let decision: String
    let decideAction: String?
    /// The answer to type; nil for those who do not decide.
    let answer: Input?
    let withdrawAction: String?

    static let fields: [Field<AmendmentLine>] = [
        .text("anchor") { $0.anchor }, .text("author") { $0.author }, .text("moment") { $0.moment },
        .text("reason") { $0.reason }, .list("base") { $0.base }, .list("text") { $0.text },
        .text("state") { $0.state }, .flag("isAccepted") { $0.isAccepted }, .flag("isWaiting") { $0.isWaiting },
        .flag("isStale") { $0.isStale },
        .text("decision") { $0.decision }, .optionalText("decideAction") { $0.decideAction },
        .optionalText("withdrawAction") { $0.withdrawAction }, .one("answer") { $0.answer },
    ]

    init(_ amendment: Amendment, of project: Project, _ context: Context) {
        let isWaiting = amendment.state == .waiting
        anchor = "a-" + amendment.publicID
        author = amendment.authorName
        moment = context.language.moment(amendment.proposedAt)
        reason = amendment.reason
        if isWaiting {
            let change = TextChange(from: amendment.base, to: amendment.text)
            (base, text) = (change.before, change.after)
        } else {
            base = [TextChange.Piece(text: amendment.base, isChanged: false)]
            text = [TextChange.Piece(text: amendment.text, isChanged: false)]
        }
        state = context.say("project.amendment.\(amendment.state)")
        isAccepted = amendment.state == .accepted
        self.isWaiting = isWaiting
        isStale = isWaiting && amendment.base != project.details.purpose
        decision =
            amendment.decidedBy.map { name in
                amendment.word.isEmpty
                    ? name : context.say("project.amendment.answer", ["name": name, "word": amendment.word])
            } ?? ""
        let member = context.member
        decideAction =
            isWaiting && member.map { $0.may(.leadProject, project) } == true
            ? context.link(.amendment(amendment.publicID, of: project)) : nil
        answer = decideAction == nil ? nil : FormState(context).input(AmendmentsPage.word, id: "word-" + anchor)
        withdrawAction =
            isWaiting && member?.id == amendment.author
            ? context.link(.withdrawAmendment(amendment.publicID, of: project)) : nil
    }
}
