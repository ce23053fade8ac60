import Base
import HTMLTemplate
import Shell
import Shops
import Web

/// The pledges to a project, for members: the call, the pledges that hold now, and what each shop owes after the
/// deadline.
struct PledgesPage: Page {
    static let template = "projects/pledges"
    let projectTitle: String
    let path: String
    let backLink: String
    let canLead: Bool
    /// Whether a scenario has a key: a call needs one.
    let hasKey: Bool
    var call: CallView?
    var open: OpenCallView?
    var settled: SettledCallView?
    var own: [OwnPledge] = []
    /// The form that puts the deadline off, for those who lead it while the call is open.
    var deadline: [Input] = []
    /// Why the deadline cannot be put off any more, for the same people.
    var lastDeadline: String?
    let form: FormState
    let section = Section.projects
    var isPrivate: Bool { !form.isValid }

    static let fields: [Field<PledgesPage>] = [
        .text("projectTitle") { $0.projectTitle }, .text("path") { $0.path }, .text("backLink") { $0.backLink },
        .flag("canLead") { $0.canLead }, .flag("hasKey") { $0.hasKey }, .one("call") { $0.call },
        .one("open") { $0.open }, .one("settled") { $0.settled }, .list("own") { $0.own },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .flag("mayOpen") { $0.canLead && $0.open == nil && $0.settled == nil },
        .flag("mayExtend") { $0.lastDeadline == nil || !$0.form.isValid },
        .optionalText("lastDeadline") { $0.lastDeadline },
        .list("deadlineInputs") { $0.deadline },
        .flag("mayCancel") { $0.canLead && $0.open != nil },
    ]
}

/// What a call asks for.
struct CallView: PageModel {
    let scenario: String
    let sharingLink: String
    let rule: String
    let total: String
    let least: String
    let closesAt: String
    /// The earlier deadlines, in words.
    let moved: [String]
    let isOpen: Bool
    /// The deadline has passed, and the result is not there yet.
    let isClosing: Bool
    /// There were not enough pledges.
    let isMissed: Bool

    static let fields: [Field<CallView>] = [
        .text("scenario") { $0.scenario }, .text("sharingLink") { $0.sharingLink }, .text("rule") { $0.rule },
        .text("total") { $0.total }, .text("least") { $0.least }, .text("closesAt") { $0.closesAt },
        .list("moved") { $0.moved },
        .flag("isOpen") { $0.isOpen }, .flag("isClosing") { $0.isClosing }, .flag("isMissed") { $0.isMissed },
    ]
}

/// The pledges that hold now, what blocks others, and what one more shop changes.
struct OpenCallView: PageModel {
    let status: String
    let missing: String
    let oneMore: String
    let blocker: String
    let gifts: String
    let rows: [Row]
    /// Some amounts are hidden from this member.
    let hidesOthers: Bool

    struct Row: PageModel {
        let name: String
        let terms: String
        /// Its share, or why it waits; empty for a share that the member may not see.
        let now: String
        let isHeld: Bool

        static let fields: [Field<Row>] = [
            .text("name") { $0.name }, .text("terms") { $0.terms }, .text("now") { $0.now },
            .flag("isHeld") { $0.isHeld },
        ]
    }

    static let fields: [Field<OpenCallView>] = [
        .text("status") { $0.status }, .text("missing") { $0.missing }, .text("oneMore") { $0.oneMore },
        .text("blocker") { $0.blocker }, .text("gifts") { $0.gifts }, .list("rows") { $0.rows },
        .flag("hasRows") { !$0.rows.isEmpty }, .flag("hidesOthers") { $0.hidesOthers },
    ]
}

/// A shop of the member, with its pledge.
struct OwnPledge: PageModel {
    let name: String
    let code: String
    /// «Votre boutique est engagée. Votre part aujourd’hui : 142,86 €.»; empty without a pledge.
    var status = ""
    /// «Au plus 250,00 €»; before a pledge, what one without conditions costs now and at most.
    var most = ""
    var sentence = ""
    /// Why it cannot pledge; empty when it can.
    var problem = ""
    var needsNumbers = false
    var mayPledge = false
    var mayWithdraw = false
    var mayLeave = false
    var hasAskedToLeave = false
    var conditions: [Input] = []
    var gift: Input?
    var leaving: Input?

    static let fields: [Field<OwnPledge>] = [
        .text("name") { $0.name }, .text("code") { $0.code }, .text("status") { $0.status }, .text("most") { $0.most },
        .text("sentence") { $0.sentence }, .text("problem") { $0.problem },
        .flag("needsNumbers") { $0.needsNumbers }, .flag("mayPledge") { $0.mayPledge },
        .flag("mayWithdraw") { $0.mayWithdraw }, .flag("mayLeave") { $0.mayLeave },
        .flag("hasAskedToLeave") { $0.hasAskedToLeave }, .list("conditions") { $0.conditions },
        .flag("hasConditions") { !$0.conditions.isEmpty }, .one("gift") { $0.gift }, .one("leaving") { $0.leaving },
    ]
}

/// What each owes after the deadline.
struct SettledCallView: PageModel {
    let total: String
    let rows: [Row]
    let hasDifferences: Bool
    /// Some amounts are hidden from this member.
    let hidesOthers: Bool
    let history: [String]
    let requests: [Leaving]
    /// For the leads: another sum, tried by the query.
    let sum: Input?
    let reason: Input?
    let trial: Trial?

    /// A shop with what it owes; `difference` to the division before.
    struct Row: PageModel {
        let name: String
        let amount: String
        let difference: String

        static let fields: [Field<Row>] = [
            .text("name") { $0.name }, .text("amount") { $0.amount }, .text("difference") { $0.difference },
        ]
    }

    /// A shop that asks to leave, and what the others would owe then.
    struct Leaving: PageModel {
        let name: String
        let code: String
        let reason: String
        let problem: String?
        let rows: [Row]

        static let fields: [Field<Leaving>] = [
            .text("name") { $0.name }, .text("code") { $0.code }, .text("reason") { $0.reason },
            .optionalText("problem") { $0.problem }, .list("rows") { $0.rows },
            .flag("mayLeave") { $0.problem == nil },
        ]
    }

    /// What each shop would owe with another total.
    struct Trial: PageModel {
        let sum: String
        let typed: String
        let problem: String?
        let rows: [Row]

        static let fields: [Field<Trial>] = [
            .text("sum") { $0.sum }, .text("typed") { $0.typed }, .optionalText("problem") { $0.problem },
            .list("rows") { $0.rows }, .flag("isPossible") { $0.problem == nil },
        ]
    }

    static let fields: [Field<SettledCallView>] = [
        .text("total") { $0.total }, .list("rows") { $0.rows }, .flag("hidesOthers") { $0.hidesOthers },
        .flag("hasDifferences") { $0.hasDifferences },
        .list("history") { $0.history }, .flag("hasHistory") { $0.history.count > 1 },
        .list("requests") { $0.requests }, .one("sum") { $0.sum }, .one("reason") { $0.reason },
        .one("trial") { $0.trial },
    ]
}
