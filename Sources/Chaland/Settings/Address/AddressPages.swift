import Base
import HTMLTemplate
import Shell

/// The public address: which one is used, the field to try another, and the trial that waits for a visit.
struct AddressPage: Page {
    static let template = "settings/address"
    let address: PublicAddress
    /// Set by `--public-url`: nothing to change here.
    let isMachines: Bool
    let isDemo: Bool
    let trial: Trial?
    let form: FormState
    let isPrivate = true

    /// The code to scan.
    struct Trial: PageModel {
        let address: String
        let link: String
        let code: HTML
        let until: String

        static let fields: [Field<Trial>] = [
            .text("address") { $0.address }, .text("link") { $0.link }, .html("code") { $0.code },
            .text("until") { $0.until },
        ]
    }

    static let fields: [Field<AddressPage>] = [
        .text("address") { $0.address.origin?.description ?? "" },
        .flag("isConfirmed") { $0.address.isPrintable },
        .flag("isUnconfirmed") { page in
            if case .unconfirmed = page.address { true } else { false }
        },
        .flag("isMachines") { $0.isMachines }, .flag("isDemo") { $0.isDemo },
        .one("trial") { $0.trial },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .one("input") { $0.form.input(AddressForm.address) },
    ]

    init(_ trial: AddressTrial?, _ form: FormState, _ context: Context) {
        address = context.publicAddress
        isMachines = context.site.configuration.publicURL != nil
        isDemo = context.association.isDemo
        self.form = form
        self.trial = trial.flatMap { trial in
            if trial.isConfirmed { return nil }
            let link = trial.origin.description + Link.addressTrial(trial.token).path
            return Trial(
                address: trial.origin.description, link: link,
                code: QRCode.svg(link, label: context.say("address.trial.qr")) ?? "",
                until: context.language.time(minute: trial.expiresAt.local.minute))
        }
    }
}

/// The field of the address to try.
enum AddressForm {
    static let address = TextField(
        "address", label: "address.field", limit: 300, missing: "address.field.missing",
        invalid: "address.field.invalid", hint: "address.field.hint", autocomplete: "url", inputMode: "url")
    static let fields = [AnyField(address)]

    /// The address typed; nil with an error when it is none that visitors elsewhere can open.
    static func read(_ form: inout FormState) -> WebOrigin? {
        let typed = form.text(address)
        guard form.isValid else { return nil }
        let origin = WebOrigin(typed: typed)
        if let origin, !origin.isPrivate { return origin }
        form.refuse(address, origin == nil ? "address.field.invalid" : "address.field.private")
        return nil
    }
}

/// The page of the visit that the code leads to.
struct AddressTrialPage: Page {
    static let template = "settings/address-trial"
    let address: String
    let token: String
    let outcome: Outcome
    let isPrivate = true

    enum Outcome {
        /// The visit arrived as it should: the button confirms.
        case arrived
        case confirmed
        /// It came by another host.
        case otherHost
        /// It came over plain http, as far as the proxy says.
        case insecure
    }

    static let fields: [Field<AddressTrialPage>] = [
        .text("address") { $0.address }, .text("token") { $0.token },
        .flag("hasArrived") { $0.outcome == .arrived }, .flag("isConfirmed") { $0.outcome == .confirmed },
        .flag("isOtherHost") { $0.outcome == .otherHost }, .flag("isInsecure") { $0.outcome == .insecure },
    ]
}
