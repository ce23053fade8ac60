import Base
import Encounters
import HTMLTemplate
import Shell
import Shops

/// The public page of a shop: its details, and the reviews and feelings of visitors.
struct ShopPage: Page {
    static let template = "shops/show"
    let shop: Shop
    /// The code of its counter.
    let counter: String
    let status: String?
    let isOpen: Bool
    let hours: ShopHours
    /// Leads to the page that shares this one.
    let shareLink: String
    /// What is shared besides the address of the page.
    let shareText: String
    let offers: [ShopOffer]
    let neighbours: [ShopNeighbour]
    let reportLink: String
    let contactLink: String
    /// Reported errors, for the people who may correct them.
    let reports: [ErrorReportLine]
    let summary: String
    let structuredData: JSONValue
    let voices: ShopVoices
    let deals: ShopDeals
    let pictures: OwnPictures
    /// Its façade, in place of photos.
    let facade: HTML
    let sharedImage: SharedImage?
    let canEdit: Bool
    let canNote: Bool
    let canManageKiosks: Bool
    let canPrintPoster: Bool
    let canMakeCodes: Bool
    let section = Section.shops
    var canonicalLink: Link? { .shop(shop) }

    static let fields: [Field<ShopPage>] =
        contacts + [
            .text("name") { $0.shop.name },
            .text("trade") { $0.shop.trade },
            .text("managed") { Link.shop(ShopCode($0.shop.code)).path },
            .text("code") { $0.counter },
            .text("description") { $0.shop.description },
            .optionalText("status") { $0.status },
            .flag("isOpen") { $0.isOpen },
            .one("hours") { $0.hours },
            .text("shareLink") { $0.shareLink },
            .text("shareText") { $0.shareText },
            .list("offers") { $0.offers },
            .list("neighbours") { $0.neighbours },
            .flag("hasNeighbours") { !$0.neighbours.isEmpty },
            .text("reportLink") { $0.reportLink },
            .text("contactLink") { $0.contactLink },
            .list("reports") { $0.reports },
            .flag("hasReports") { !$0.reports.isEmpty },
            .text("summary") { $0.summary },
            .json("structuredData") { $0.structuredData.encoded },
            .one("sharedImage") { $0.sharedImage },
            .one("voices") { $0.voices },
            .one("deals") { $0.deals },
            .html("facade") { $0.facade }, .flag("hasFacade") { $0.pictures.photos.isEmpty },
            .one("gallery") { ShopGallery($0.pictures, of: $0.shop) },
            .one("shopLogo") { page in page.pictures.logo.map { PictureImage($0.large, words: page.shop.name) } },
            .flag("canEdit") { $0.canEdit },
            .flag("canNote") { $0.canNote },
            .flag("canManageKiosks") { $0.canManageKiosks },
            .flag("canPrintPoster") { $0.canPrintPoster }, .flag("canMakeCodes") { $0.canMakeCodes },
            .flag("hasActions") { $0.canEdit || $0.canNote || $0.canPrintPoster },
        ]

    /// How to reach the shop.
    private static let contacts: [Field<ShopPage>] = [
        .flag("hasFacts") { page in
            !page.shop.fullAddress.isEmpty || !page.shop.phone.isEmpty || page.shop.siteLink != nil
                || page.shop.emailLink != nil || page.shop.instagramLink != nil || page.shop.facebookLink != nil
        },
        .flag("hasAddress") { !$0.shop.fullAddress.isEmpty },
        .text("address") { $0.shop.address },
        .text("city") { $0.shop.city },
        .optionalText("mapLink") { $0.shop.mapLink },
        .optionalText("geoLink") { $0.shop.geoLink },
        .text("phone") { $0.shop.phoneForPeople },
        .optionalText("phoneLink") { $0.shop.phoneNumber.map { "tel:" + $0.dialled } },
        .optionalText("siteLink") { $0.shop.siteLink },
        .text("siteName") { $0.shop.siteName },
        .optionalText("emailLink") { $0.shop.emailLink },
        .text("email") { $0.shop.email },
        .optionalText("instagramLink") { $0.shop.instagramLink },
        .text("instagramName") { SocialPage.instagramName($0.shop.instagram) },
        .optionalText("facebookLink") { $0.shop.facebookLink },
        .text("facebookName") { SocialPage.facebookName($0.shop.facebook) },
    ]
}

/// What the shop offers: one list of its choices.
struct ShopOffer: PageModel {
    let title: String
    let items: [String]

    /// Services, means of payment, access; without a list the shop has not filled in.
    static func of(_ shop: Shop, _ context: Context) -> [ShopOffer] {
        let lists = [
            ("shop.field.services", ShopChoices.services, shop.services),
            ("shop.field.payment", ShopChoices.payment, shop.payment),
            ("shop.field.access", ShopChoices.access, shop.access),
        ]
        return lists.compactMap { title, list, text in
            let items = list.chosen(in: text).map { context.say($0.label) }
            return items.isEmpty ? nil : ShopOffer(title: context.say(title), items: items)
        }
    }

    static let fields: [Field<ShopOffer>] = [.text("title") { $0.title }, .list("items") { $0.items }]
}

/// A shop of the same street, with its state.
struct ShopNeighbour: PageModel {
    let name: String
    let link: String
    let trade: String
    let status: String?
    let isOpen: Bool

    /// How many are shown.
    static let most = 4

    static let fields: [Field<ShopNeighbour>] = [
        .text("name") { $0.name }, .text("link") { $0.link }, .text("trade") { $0.trade },
        .optionalText("status") { $0.status }, .flag("isOpen") { $0.isOpen },
    ]

    /// The shops beside `shop`, from the directory in memory.
    static func of(_ shop: Shop, _ context: Context) throws -> [ShopNeighbour] {
        let directory = try DirectorySnapshot.current(context)
        let status = directory.statuses(context)
        return directory.neighbours(ofShop: shop.code, most: most).map { line in
            ShopNeighbour(
                name: line.name, link: context.link(.shop(name: line.name, code: line.code)), trade: line.trade,
                status: status(line), isOpen: line.isOpen)
        }
    }
}
