import Base
import HTMLTemplate
import Shell
import Web

/// «Inviter une personne»: who, and what they may do.
struct NewTeamInvitationPage: Page {
    static let template = "shopkeepers/new"
    let shopName: String
    let peopleLink: String
    let action: String
    let form: FormState
    let section = Section.shops
    let isPrivate = true

    static let fields: [Field<NewTeamInvitationPage>] = [
        .text("shopName") { $0.shopName }, .text("peopleLink") { $0.peopleLink }, .text("action") { $0.action },
        .text("form") { $0.form[TeamForm.form.name] }, .one("name") { $0.form.input(TeamForm.name) },
        .flag("runs") { $0.form[TeamForm.role.name] == TeamForm.runs },
        .flag("mayEdit") { $0.form.has(TeamForm.edit.name) }, .flag("maySpeak") { $0.form.has(TeamForm.speak.name) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

/// The code that the invited person scans, or the link they open.
struct TeamInvitationPage: Page {
    static let template = "shopkeepers/code"
    let shopName: String
    let name: String
    let peopleLink: String
    let revokeLink: String
    let code: HTML
    let address: String
    /// To send: «Bonjour Théo, voici votre accès…».
    let text: String
    let state: String
    let rights: String?
    let section = Section.shops
    let isPrivate = true

    static let fields: [Field<TeamInvitationPage>] = [
        .text("shopName") { $0.shopName }, .text("name") { $0.name }, .text("peopleLink") { $0.peopleLink },
        .text("revokeLink") { $0.revokeLink }, .html("code") { $0.code }, .text("address") { $0.address },
        .text("text") { $0.text },
        .text("whatsApp") { "https://wa.me/" + QueryString([("text", $0.text)]).description },
        .text("sms") { "sms:?&body=" + PercentEncoding.encode($0.text) }, .text("state") { $0.state },
        .optionalText("rights") { $0.rights },
    ]
}

extension TeamInvitation {
    /// «Invité par Paul Martin. Le code sert une fois, jusqu’au 9 mars 2026.»
    func state(_ context: Context) -> String {
        context.say("team.state", ["by": makerName, "date": context.language.date(expiresAt.local.day)])
    }
}
