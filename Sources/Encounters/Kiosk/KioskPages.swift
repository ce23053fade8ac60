import HTMLTemplate
import Shell

/// The kiosks of a shop, for its people, with the form for a new one.
struct KiosksPage: Page {
    static let template = "kiosk/index"
    let shopName: String
    let shopLink: String
    let action: String
    let form: FormState
    let isFull: Bool
    let open: [Row]
    let ended: [Row]
    /// Whether a tablet needs the network to open its page: browsers store no page of a plain http address.
    let needsNetwork: Bool
    let section = Section.shops
    let isPrivate = true

    /// One kiosk.
    struct Row: PageModel {
        let place: String
        let link: String
        /// «Dernier signe de vie : aujourd’hui à 10 h 05».
        let state: String
        let isSilent: Bool
        let restoreAction: String

        static let fields: [Field<Row>] = [
            .text("place") { $0.place }, .text("link") { $0.link }, .text("state") { $0.state },
            .flag("isSilent") { $0.isSilent }, .text("restoreAction") { $0.restoreAction },
        ]
    }

    static let fields: [Field<KiosksPage>] = [
        .text("shopName") { $0.shopName }, .text("shopLink") { $0.shopLink }, .text("action") { $0.action },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { [$0.form.input(KioskForm.place), $0.form.input(KioskForm.pin)] },
        .text("form") { $0.form["form"] },
        .flag("isFull") { $0.isFull }, .list("open") { $0.open }, .flag("hasOpen") { !$0.open.isEmpty },
        .list("ended") { $0.ended }, .flag("hasEnded") { !$0.ended.isEmpty },
        .number("most") { _ in SiteLimits.kiosksAtShop }, .flag("needsNetwork") { $0.needsNetwork },
    ]
}

/// One kiosk: its address while it is shown, its name and its code.
struct KioskPage: Page {
    static let template = "kiosk/manage"
    let kiosk: KiosksPage.Row
    let kiosksLink: String
    let action: String
    let renewAction: String
    let endAction: String
    let form: FormState
    /// The address, for an hour after it was made.
    let shown: Shown?
    let needsNetwork: Bool
    let section = Section.shops
    let isPrivate = true

    /// The address and its code to scan.
    struct Shown: PageModel {
        let code: HTML
        let address: String
        let until: String
        let warning: AddressWarning?

        static let fields: [Field<Shown>] = [
            .html("code") { $0.code }, .text("tabletAddress") { $0.address }, .text("until") { $0.until },
            .one("addressWarning") { $0.warning },
        ]
    }

    static let fields: [Field<KioskPage>] = [
        .one("kiosk") { $0.kiosk }, .text("kiosksLink") { $0.kiosksLink }, .text("action") { $0.action },
        .text("renewAction") { $0.renewAction }, .text("endAction") { $0.endAction },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { [$0.form.input(KioskForm.place), $0.form.input(KioskForm.newPIN)] },
        .one("shown") { $0.shown }, .flag("needsNetwork") { $0.needsNetwork },
    ]
}
