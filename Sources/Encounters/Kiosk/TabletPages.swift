import Base
import HTMLTemplate
import Shell
import Web

/// The frame of every page of the tablet: languages, files, and the link to the faces.
struct TabletFrame: Sendable {
    let shopName: String
    /// The page where the next visitor begins, in the language of the tablet.
    let home: String
    /// The languages to choose from; empty on the settings page.
    let languages: [TabletLanguage]
    let settings: String
    let manifest: String
    let style: String
    let queueScript: String
    let script: String
    /// The kiosk whose answers wait on the device.
    let place: String

    static func fields<P: PageModel>(_ frame: @escaping @Sendable (P) -> TabletFrame) -> [Field<P>] {
        [
            .text("shopName") { frame($0).shopName }, .text("home") { frame($0).home },
            .list("tabletLanguages") { frame($0).languages }, .text("settingsLink") { frame($0).settings },
            .text("manifest") { frame($0).manifest }, .text("kioskStyle") { frame($0).style },
            .text("queueScript") { frame($0).queueScript }, .text("kioskScript") { frame($0).script },
            .text("place") { frame($0).place },
        ]
    }
}

/// A language to choose.
struct TabletLanguage: PageModel {
    let tag: String
    let name: String
    let link: String
    let isCurrent: Bool

    static let fields: [Field<TabletLanguage>] = [
        .text("tag") { $0.tag }, .text("name") { $0.name }, .text("link") { $0.link },
        .flag("isCurrent") { $0.isCurrent },
    ]
}

/// The page of the tablet: the five faces, then thanks with a few details. With a script both are on this one page; a
/// tablet without one loads the second part after the tap.
struct TabletPage: Page {
    static let template = "kiosk/show"
    let frame: TabletFrame
    let action: String
    /// The key of the next answer, for a tablet without a script.
    let key: String
    /// The answer that was just given, on a tablet without a script; nil on the page of the faces.
    let given: Given?
    let reasons: [TabletReason]
    var errors: [FieldError] = []
    /// Whether the page confirms that an answer was taken back.
    var isUndone = false
    let isPrivate = true

    struct Given: PageModel {
        let action: String
        let again: String
        let state: DeviceAnswer.State
        /// Until the turn is over.
        let seconds: Int

        static let fields: [Field<Given>] = [
            .text("givenAction") { $0.action }, .text("againLink") { $0.again },
            .plainNumber("revision") { $0.state.revision + 1 }, .plainNumber("seconds") { $0.seconds },
        ]
    }

    static let fields: [Field<TabletPage>] =
        [
            .text("action") { $0.action }, .text("key") { $0.key }, .one("given") { $0.given },
            .list("reasons") { $0.reasons }, .flag("hasErrors") { !$0.errors.isEmpty }, .list("errors") { $0.errors },
            .flag("isUndone") { $0.isUndone }, .flag("hasBought") { $0.given?.state.purchased == true },
            .flag("hasNotBought") { $0.given?.state.purchased == false },
        ] + TabletFrame.fields { $0.frame }
}

/// A reason why a visitor leaves without a purchase: one button.
struct TabletReason: PageModel {
    let value: String
    let label: String
    let isChosen: Bool

    static let fields: [Field<TabletReason>] = [
        .text("value") { $0.value }, .text("label") { $0.label }, .flag("isChosen") { $0.isChosen },
    ]

    /// The reasons that fit the shop, as at its counter.
    static func all(
        at kiosk: Kiosk, chosen: Encounter.NoPurchaseReason?, _ context: Context
    ) -> [TabletReason] {
        Encounter.NoPurchaseReason.atCounter(trade: kiosk.shopTrade, name: kiosk.shopName).map {
            TabletReason(
                value: $0.rawValue, label: context.say("encounter.reason.\($0.rawValue)"), isChosen: $0 == chosen)
        }
    }
}

/// 410: the address was replaced, or the kiosk ended. Answers that wait on the tablet stay there; the page says how
/// many.
struct TabletEndedPage: Page {
    static let template = "kiosk/ended"
    let frame: TabletFrame
    let isReplaced: Bool
    let isPrivate = true

    static let fields: [Field<TabletEndedPage>] =
        [.flag("isReplaced") { $0.isReplaced }] + TabletFrame.fields { $0.frame }
}

/// 404 of an address that no kiosk has.
struct TabletUnknownPage: Page {
    static let template = "kiosk/unknown"
    let isPrivate = true

    static let fields: [Field<TabletUnknownPage>] = []
}

/// The settings on the tablet, where a person with the code can rename or end the kiosk.
struct TabletSettingsPage: Page {
    static let template = "kiosk/settings"
    let frame: TabletFrame
    let action: String
    let form: FormState
    let isPrivate = true

    static let fields: [Field<TabletSettingsPage>] =
        [
            .text("action") { $0.action }, .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
            .one("pin") { $0.form.input(KioskForm.tabletPIN) }, .one("name") { $0.form.input(KioskForm.place) },
        ] + TabletFrame.fields { $0.frame }
}
