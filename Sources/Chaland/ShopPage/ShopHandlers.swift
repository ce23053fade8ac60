import Base
import Encounters
import HTMLTemplate
import HTTP
import Shell
import Shops
import Web

/// The public page of a shop.
enum ShopHandlers {
    /// Shows it. Only the code in its address counts; another name redirects to the current one.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let found = try context.read { db -> (Shop, OpeningHours, OwnPictures, String)? in
            guard let shop = try Shop.find(context.parameter("shop"), in: db) else { return nil }
            return (
                shop, try OpeningHours.of(shop.id, in: db), try OwnPictures.of(shop.pictures, in: db),
                try EntryPoint.counter(of: shop.id, in: db) ?? shop.code
            )
        }
        guard let (shop, hours, pictures, counter) = found else { throw Failure.notFound }
        let link = Link.shop(shop)
        guard context.locale.path == link.path else {
            return .permanentRedirect(LocalPath(context.link(link)) ?? "/")
        }
        return try context.render(page(shop, hours, pictures, counter: counter, context))
    }

    private static func page(
        _ shop: Shop, _ hours: OpeningHours, _ pictures: OwnPictures, counter: String, _ context: Context
    ) throws -> ShopPage {
        let (now, calendar) = (context.now.local, context.association.calendar)
        let state = hours.state(at: now, calendar)
        let status = state.words(today: now.day, context)
        let (code, canEdit) = (ShopCode(shop.code), context.member?.may(.edit, shop) ?? false)
        let reports = canEdit ? try context.read { try ErrorReport.waiting(of: shop.id, in: $0) } : []
        return ShopPage(
            shop: shop, counter: counter, status: status, isOpen: state.isOpen,
            hours: ShopHours(hours, remark: shop.remark, today: now.day, context),
            shareLink: context.link(.share(code)),
            shareText: ShopSharePage.text(shop, status: status, context),
            offers: ShopOffer.of(shop, context), neighbours: try ShopNeighbour.of(shop, context),
            reportLink: context.link(.reportError(code)), contactLink: context.link(.contact(code)),
            reports: reports.map { ErrorReportLine($0, context) },
            summary: summary(shop),
            structuredData: StructuredData.localBusiness(
                shop, hours, url: context.canonical(.shop(shop)), at: now, calendar,
                context.messages),
            voices: try ShopVoices.of(shop, context), deals: try ShopDeals.of(shop, context),
            pictures: pictures, facade: facade(shop, state, pictures, context),
            sharedImage: try SharedImage(of: shop.pictures, words: shop.name, context), canEdit: canEdit,
            canNote: context.member?.may(.note, shop) ?? false,
            canManageKiosks: context.member?.may(.manageKiosks, shop) ?? false,
            canPrintPoster: context.member?.may(.printPosters, shop) ?? false,
            canMakeCodes: context.member?.may(.makeCodes, shop) ?? false)
    }

    /// The façade with its parts; empty for a shop with photos.
    private static func facade(
        _ shop: Shop, _ state: OpenState, _ pictures: OwnPictures, _ context: Context
    ) -> HTML {
        guard pictures.photos.isEmpty else { return "" }
        let season = context.association.isSeasonal ? FacadeSeason(on: context.now.local.day) : .none
        var html = FacadeSheet.html
        html.append(Facade(of: shop).html(state.facade, season))
        return html
    }

    /// One sentence for search engines and previews: the beginning of the shop’s description, or its trade and street.
    private static func summary(_ shop: Shop) -> String {
        if shop.description.isEmpty {
            return [shop.trade, shop.fullAddress].filter { !$0.isEmpty }.joined(separator: ", ")
        }
        return shop.description.excerpt
    }
}
