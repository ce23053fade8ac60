import Base
import HTMLTemplate
import Shell

/// The form that reports an error: one tap says what is wrong, words are optional. Also the page that thanks.
struct ErrorReportPage: Page {
    static let template = "shops/report"
    let shopName: String
    let shopLink: String
    let action: String
    let isSent: Bool
    let form: FormState
    let kinds: [FormOption]
    let section = Section.shops

    static let fields: [Field<ErrorReportPage>] = [
        .text("shopName") { $0.shopName }, .text("shopLink") { $0.shopLink }, .text("action") { $0.action },
        .flag("isSent") { $0.isSent }, .one("note") { $0.form.input(ErrorReportForm.note) },
        .list("kinds") { $0.kinds }, .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

/// The fields of the form.
enum ErrorReportForm {
    static let what = "what"
    static let note = TextField(
        "note", .lines(3), label: "report.note", limit: 500, hint: "report.note.hint", autocomplete: nil)
    static let fields = [AnyField.choice(what), AnyField(note)]
}

/// A report that waits, with its two buttons: a line of `{{> shops/reports}}`.
package struct ErrorReportLine: PageModel {
    let what: String
    let note: String
    let since: String
    let action: String

    package init(_ report: ErrorReport, _ context: Context) {
        what = context.say(report.what.label)
        note = report.note
        since = context.say("report.since", ["date": context.language.date(report.reportedAt.local.day)])
        action = context.link(.settleReport(report.publicID, of: report.shopCode))
    }

    package static let fields: [Field<ErrorReportLine>] = [
        .text("what") { $0.what },
        .text("note") { $0.note }, .text("since") { $0.since }, .text("action") { $0.action },
    ]
}
