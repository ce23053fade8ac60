import Base
import HTMLTemplate

/// The frame of every page: header, navigation, flash, footer.
struct Layout: PageModel {
    let language: Language
    let base: String
    let association: Association
    let member: Member?
    let section: Section
    let assets: AssetLinks
    /// The addresses of a public page for search engines.
    let addresses: Addresses?
    /// The same page in each of the other languages it exists in.
    let translations: [Translation]
    /// The language of linked pages that do not exist in the language of this page; nil if all exist in it.
    let elsewhere: Translation?
    /// The page is the response to a form: its fields contain what was typed.
    let isAnswer: Bool
    let navigation: Navigation
    let flash: Flash?
    let isDevelopment: Bool
    let path: String

    static let fields: [Field<Layout>] =
        [
            .text("locale") { $0.language.tag },
            .text("base") { $0.base },
            .text("associationName") { $0.association.name },
            .text("associationAfterDe") { $0.association.nameAfterDe },
            .text("town") { $0.association.town },
            .flag("isFounded") { $0.association != .inPreparation },
            .flag("isJoiningOpen") { $0.association.isJoiningOpen },
            .flag("isDemo") { $0.association.isDemo },
            .text("memberName") { $0.member?.name ?? "" },
            .text("placeOf") { $0.language.messages.text($0.association.place.of) },
            .text("placeThe") { $0.language.messages.text($0.association.place.the) },
            .text("placeTitle") { $0.language.messages.text($0.association.place.title) },
            .one("logo") { $0.association.logo.map { PictureImage($0) } },
            .text("themeColour") { $0.association.theme?.mainText ?? Theme.standardMainText },
            .text("accentColour") { ($0.association.theme?.accent ?? Theme.standardAccent).description },
            .text("stylesheet") { $0.assets.stylesheet($0.association.theme) },
            .text("streetStylesheet") { $0.assets.streetStylesheet },
            .text("script") { $0.assets.script },
            .text("visitScript") { $0.assets.visitScript },
            .text("nearScript") { $0.assets.nearScript },
            .text("favicon") { $0.assets.favicon },
            .flag("isAnswer") { $0.isAnswer },
            .list("translations") { $0.translations },
            .one("elsewhere") { $0.elsewhere },
            .optionalText("canonicalURL") { $0.addresses?.canonical },
            .list("alternates") { $0.addresses?.alternates ?? [] },
            .flag("hasOpenSearch") { $0.addresses?.isAbsolute ?? false },
            .flag("hasFeeds") { $0.addresses?.isAbsolute ?? false },
            .text("currentPath") { $0.path },
            .flag("signedIn") { $0.member != nil },
            .flag("development") { $0.isDevelopment },
            .one("flash") { $0.flash },
        ] + navigation + rights

    /// The header and the navigation.
    private static let navigation: [Field<Layout>] = [
        .text("signName") { $0.navigation.isOneShop ? $0.navigation.place?.name ?? "" : $0.association.name },
        .text("signLink") { $0.base + ($0.member == nil ? Link.front : .memberHome).path },
        .flag("isOneShop") { $0.navigation.isOneShop },
        .text("homeTitle") { $0.language.messages.text($0.navigation.homeTitle) },
        .flag("hasDesk") { $0.navigation.hasDesk },
        .flag("hasCounter") { $0.navigation.place != nil },
        .optionalText("ownShopURL") { $0.navigation.shopLink },
        .optionalText("ownReviewsURL") { $0.navigation.reviewsLink },
        .number("unansweredReviews") { $0.navigation.unanswered },
        .number("unreadNotices") { $0.navigation.unreadNotices },
        .number("pendingModeration") { $0.navigation.pendingModeration },
        .flag("onHome") { $0.section == .home },
        .flag("onCounter") { $0.section == .counter },
        .flag("onFront") { $0.section == .front },
        .flag("onShops") { $0.section == .shops && !$0.navigation.isOwnShop($0.path) },
        .flag("onOwnShop") { $0.section == .shops && $0.navigation.isOwnShop($0.path) },
        .flag("onOwnReviews") { $0.section == .reviews },
        .flag("onProjects") { $0.section == .projects },
        .flag("onAgenda") { $0.section == .agenda },
        .flag("onModeration") { $0.section == .moderation },
    ]

    /// `canModerate`, `canInvite`: what the member may do for the association, a flag for each such right.
    private static let rights: [Field<Layout>] = Right.ofAssociation.map { right in
        .flag("can" + right.rawValue.prefix(1).uppercased() + right.rawValue.dropFirst()) {
            $0.member?.may(right) ?? false
        }
    }
}

extension Layout {
    /// The addresses of one public page for robots; without a public address one relative address only.
    package struct Addresses: Sendable {
        /// In the language of this page.
        let canonical: String
        /// In each language it exists in, and `x-default` for the browser's choice
        /// (https://developers.google.com/search/docs/specialty/international/localized-versions).
        let alternates: [Translation]
        /// Whether the site has a public address.
        var isAbsolute: Bool { !alternates.isEmpty }
    }

    /// A page in one language.
    struct Translation: PageModel {
        /// The language tag (RFC 5646), or `x-default`.
        package let tag: String
        /// The address of the page in that language; empty where only the language is named.
        package let url: String
        /// The name of the language, in that language.
        package var name = ""

        package static let fields: [Field<Translation>] = [
            .text("tag") { $0.tag }, .text("url") { $0.url }, .text("name") { $0.name },
        ]
    }
}

/// The addresses of the files every page loads.
struct AssetLinks: Sendable {
    let stylesheet: String
    let streetStylesheet: String
    let script: String
    let visitScript: String
    let nearScript: String
    let favicon: String
}

/// A sentence about what was just done, shown once on the next page.
struct Flash: PageModel {
    let text: String
    let isError: Bool
    let undoAction: String?

    static let fields: [Field<Flash>] = [
        .text("text") { $0.text },
        .text("kind") { $0.isError ? "error" : "ok" },
        .optionalText("undoAction") { $0.undoAction },
    ]
}
