import Base
import HTMLTemplate
import Shell
import Shops

/// One printed code: its posters, its figures and its details.
struct CodePage: Page {
    static let template = "codes/show"
    let title: String
    /// The name of its shop or project, or of the association.
    let owner: String
    let backLink: String
    let action, endAction, restoreAction: String
    let code: HTML
    /// Without «https://», to say and to type.
    let address: String
    /// To paste.
    let url: String
    let warning: AddressWarning?
    let formats: [CodeTab]
    let ended: String?
    /// «du 3 mars 2026 au 5 mars 2026 · passé»; nil without days.
    let campaign: String?
    let row: CodeRow
    /// Whether there are no scans and no other figures to show yet.
    let hasNothingToShow: Bool
    let since: String
    let note: String
    /// Whether it is a code of a shop: others lead to pages without answers.
    let hasAnswers: Bool
    let form: FormState
    let media: [FormOption]
    /// Whether it is for the radio: nothing to scan or print, only an address to say.
    let isSpoken: Bool
    /// Whether it stands beside a kiosk, whose answers come by no code.
    let isBesideKiosk: Bool
    let isConflict: Bool
    let section = Section.shops
    let isPrivate = true

    static let fields: [Field<CodePage>] = [
        .text("title") { $0.title }, .text("owner") { $0.owner }, .text("backLink") { $0.backLink },
        .text("action") { $0.action }, .text("endAction") { $0.endAction },
        .text("restoreAction") { $0.restoreAction }, .html("code") { $0.code }, .text("address") { $0.address },
        .text("url") { $0.url },
        .one("addressWarning") { $0.warning }, .list("formats") { $0.formats }, .optionalText("ended") { $0.ended },
        .optionalText("campaign") { $0.campaign },
        .one("row") { $0.row }, .text("since") { $0.since }, .text("figuresNote") { $0.note },
        .flag("isSpoken") { $0.isSpoken }, .flag("isBesideKiosk") { $0.isBesideKiosk },
        .flag("hasAnswers") { $0.hasAnswers }, .flag("hasNothingToShow") { $0.hasNothingToShow },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors }, .list("media") { $0.media },
        .list("inputs") { page in
            [EntryPointForm.place, EntryPointForm.cost, EntryPointForm.from, EntryPointForm.until].map {
                page.form.input($0)
            }
        },
        .text("version") { $0.form["version"] }, .flag("isConflict") { $0.isConflict },
    ]
}
