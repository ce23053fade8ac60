import Base
import Encounters
import Shell
import Shops
import HTMLTemplate

/// The public page of a shop: its details, and the reviews and feelings of visitors.
struct ShopPage: Page {
    static let template = "shops/show"
    let shop: Shop
    /// The code of its counter.
    let counter: String
    let mapLink: String?
    let status: String?
    let isOpen: Bool
    let days: [DayHours]
    let closures: [ClosureLine]
    /// What the shop says of public holidays; nil without hours.
    let holidays: String?
    let url: String
    let summary: String
    let structuredData: String
    let voices: ShopVoices
    let canEdit: Bool
    let canNote: Bool
    let canPrintPoster: Bool
    let section = Section.shops
    var canonicalLink: Link? { .shop(shop) }

    struct DayHours: PageModel {
        let day: String
        let stretches: [String]
        let isToday: Bool

        static let fields: [Field<DayHours>] = [
            .text("day") { $0.day }, .list("stretches") { $0.stretches }, .flag("isToday") { $0.isToday },
        ]
    }

    struct ClosureLine: PageModel {
        let days: String
        let reason: String

        static let fields: [Field<ClosureLine>] = [.text("days") { $0.days }, .text("reason") { $0.reason }]
    }

    static let fields: [Field<ShopPage>] = [
        .text("name") { $0.shop.name },
        .text("trade") { $0.shop.trade },
        .text("managed") { Link.shop(ShopCode($0.shop.code)).path },
        .text("code") { $0.counter },
        .text("description") { $0.shop.description },
        .flag("hasFacts") { !$0.shop.fullAddress.isEmpty || !$0.shop.phone.isEmpty || $0.shop.siteLink != nil },
        .flag("hasAddress") { !$0.shop.fullAddress.isEmpty },
        .text("address") { $0.shop.address },
        .text("city") { $0.shop.city },
        .optionalText("mapLink") { $0.mapLink },
        .text("phone") { $0.shop.phoneForPeople },
        .optionalText("phoneLink") { $0.shop.phoneNumber.map { "tel:" + $0.dialled } },
        .optionalText("siteLink") { $0.shop.siteLink },
        .text("siteName") { $0.shop.siteName },
        .optionalText("status") { $0.status },
        .flag("isOpen") { $0.isOpen },
        .list("days") { $0.days },
        .flag("hasDays") { !$0.days.isEmpty },
        .list("closures") { $0.closures },
        .flag("hasClosures") { !$0.closures.isEmpty },
        .optionalText("holidays") { $0.holidays },
        .text("url") { $0.url },
        .text("summary") { $0.summary },
        .json("structuredData") { $0.structuredData },
        .one("voices") { $0.voices },
        .flag("canEdit") { $0.canEdit },
        .flag("canNote") { $0.canNote },
        .flag("canPrintPoster") { $0.canPrintPoster },
        .flag("hasActions") { $0.canEdit || $0.canNote || $0.canPrintPoster },
    ]
}
