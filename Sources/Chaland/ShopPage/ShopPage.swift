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
    let hours: ShopHours
    let url: String
    let summary: String
    let structuredData: String
    let voices: ShopVoices
    let canEdit: Bool
    let canNote: Bool
    let canPrintPoster: Bool
    let section = Section.shops
    var canonicalLink: Link? { .shop(shop) }

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
        .one("hours") { $0.hours },
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
