import Base
import Shell
import Web

/// The addresses of one tablet. After each visitor it returns to the language in which it was opened: links to other
/// languages carry that one along as `?langue=fr`, empty when the browser chose it.
struct TabletAddress {
    /// The parameter with the language of the tablet.
    static let parameter = "langue"
    let secret: Secret
    /// The prefix of this page: `/de`, or empty.
    private let base: String
    /// The prefix of the tablet.
    private let homeBase: String
    /// Whether the first language is carried along.
    private let isCarried: Bool

    init(_ secret: Secret, _ context: Context) {
        self.secret = secret
        base = context.locale.base
        let asked = context.query[Self.parameter]
        let languages = context.loop.resources.languages.all
        homeBase = asked.map { asked in languages.contains { $0.tag == asked } ? "/" + asked : "" } ?? base
        isCarried = asked != nil
    }

    /// This page.
    var own: String { base + Link.tablet(secret).path }
    /// The page where the next visitor begins.
    var home: String { homeBase + Link.tablet(secret).path }

    /// The settings, in one of the complete languages.
    var settings: String { base + Link.tabletSettings(secret).path + "?" + carried }
    /// Where the answer of this page is recorded.
    var action: String { path(of: .tablet(secret)) }
    /// The page where the next visitor begins, with the confirmation that an answer was taken back.
    var undone: String { path(of: Link.tablet(secret).adding(Self.undoneParameter, "1")) }
    /// The parameter that shows this confirmation.
    static let undoneParameter = "annulee"

    /// The path of a link in the language of this page, which carries the language of the tablet along.
    func path(of link: Link) -> String {
        guard isCarried else { return base + link.path }
        return base + link.path + (link.path.contains("?") ? "&" : "?") + carried
    }

    /// The page in another language.
    func link(_ tag: String) -> String { "/" + tag + Link.tablet(secret).path + "?" + carried }

    private var carried: String { Self.parameter + "=" + homeBase.dropFirst() }
}

extension TabletFrame {
    init(_ secret: Secret, _ kiosk: Kiosk, hasLanguages: Bool = true, _ context: Context) {
        let (address, resources) = (TabletAddress(secret, context), context.loop.resources)
        self.init(
            shopName: kiosk.shopName, home: address.home,
            languages: !hasLanguages
                ? []
                : resources.languages.all.map { language in
                    TabletLanguage(
                        tag: language.tag, name: language.name, link: address.link(language.tag),
                        isCurrent: language == context.language)
                }, settings: address.settings, manifest: context.link(.tabletManifest(secret)),
            style: resources.assetLink("kiosk.css"), queueScript: resources.assetLink("queue.js"),
            script: resources.assetLink("kiosk.js"), place: "borne " + kiosk.publicID)
    }
}
