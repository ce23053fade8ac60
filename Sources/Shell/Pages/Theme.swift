import Base
import Web

/// The two colours of an association, and the style sheet made of them: `chaland.css` with other values of its custom
/// properties. Text has a contrast of at least 4.5 with every background, edges of at least 3, in the light and the
/// dark scheme.
package struct Theme: Sendable, Equatable {
    /// The background of the façade, under cream text; on light pages also the colour of links.
    package let main: Colour
    /// The background of the main button, under dark text.
    package let accent: Colour
    /// The main colour as text, for `theme-color`.
    let mainText: String
    /// The rules that follow those of `chaland.css`.
    package let rules: String

    /// Bottle green and brass, the values of `chaland.css`.
    package static let standardMain = Colour(red: 0x1B, green: 0x4A, blue: 0x38)
    package static let standardAccent = Colour(red: 0xE5, green: 0xA9, blue: 0x3A)

    static let standardMainText = standardMain.description

    /// Nil for the standard colours: they need no style sheet.
    package init?(main: Colour, accent: Colour) {
        guard main != Theme.standardMain || accent != Theme.standardAccent else { return nil }
        (self.main, self.accent, mainText) = (main, accent, main.description)
        rules = Theme.rules(main, accent)
    }

    /// Whether text can be read on the main colour, and the main colour as text on light pages.
    package static func fitsAsMain(_ colour: Colour) -> Bool {
        colour.contrast(with: Ground.cream) >= 4.5 && colour.contrast(with: Ground.lightShade) >= 4.5
    }
    /// Whether dark text can be read on the accent colour.
    package static func fitsAsAccent(_ colour: Colour) -> Bool { colour.contrast(with: Ground.ink) >= 4.5 }

    /// The nearest main colour that fits.
    package static func nearestMain(_ colour: Colour) -> Colour {
        colour.nearest(towards: .black, where: fitsAsMain)
    }
    /// The nearest accent colour that fits.
    package static func nearestAccent(_ colour: Colour) -> Colour {
        colour.nearest(towards: .white, where: fitsAsAccent)
    }

    /// The colours of `chaland.css` that are combined with the two colours, as background or as text. Of several
    /// backgrounds, the one with the least contrast.
    enum Ground {
        static let cream = Colour(red: 0xFB, green: 0xF5, blue: 0xE6)
        static let creamSoft = Colour(red: 0xCF, green: 0xDA, blue: 0xCF)
        static let ink = Colour(red: 0x1E, green: 0x28, blue: 0x23)
        static let lightPaper = Colour(red: 0xF7, green: 0xF2, blue: 0xE6)
        static let lightShade = Colour(red: 0xED, green: 0xE5, blue: 0xD2)
        static let darkPaper = Colour(red: 0x13, green: 0x1B, blue: 0x17)
        static let darkShade = Colour(red: 0x1F, green: 0x3A, blue: 0x2D)
    }

    private static func rules(_ main: Colour, _ accent: Colour) -> String {
        let onMain = accent.contrast(with: main) >= 4.5 ? accent : Ground.cream
        let lightText = accent.nearest(towards: .black) { $0.contrast(with: Ground.lightShade) >= 4.5 }
        let lightEdge = accent.nearest(towards: .black) { $0.contrast(with: Ground.lightPaper) >= 3 }
        let darkText = accent.nearest(towards: .white) { $0.contrast(with: Ground.darkShade) >= 4.5 }
        let darkEdge = accent.nearest(towards: .white) { $0.contrast(with: Ground.darkPaper) >= 3 }
        let darkLink = main.nearest(towards: .white) { $0.contrast(with: Ground.darkShade) >= 4.5 }
        return """

            :root { --green: \(main); --green-deep: \(main.mixed(with: .black, 0.3)); --link: \(main); \
            --awning: \(main); --brass: \(accent); --on-green: \(onMain); --brass-edge: \(lightEdge); \
            --brass-ink: \(lightText); --focus: \(lightText); }
            @media screen and (prefers-color-scheme: dark) { :root { --green: \(main); \
            --green-deep: \(main.mixed(with: .black, 0.45)); --link: \(darkLink); \
            --awning: \(main.mixed(with: .white, 0.15)); --brass-edge: \(darkEdge); --brass-ink: \(darkText); \
            --focus: \(darkText); } }

            """
    }
}

extension SiteResources {
    /// The style sheet of a theme: `chaland.css`, followed by its rules. One file, so that a visitor's page makes no
    /// further request.
    package func stylesheet(_ theme: Theme?) -> [UInt8] {
        assets.bytes("chaland.css") + Array((theme?.rules ?? "").utf8)
    }

    /// The link to it; its name changes with its contents.
    package func stylesheetLink(_ theme: Theme) -> Link { .stylesheet(theme.name(over: assetLinks.stylesheet)) }
}

extension Theme {
    /// The name of its style sheet: a hash of its rules and of the name of `chaland.css`, which contains a hash.
    func name(over stylesheet: String) -> String {
        ContentHash.text(ContentHash.of(Array((stylesheet + rules).utf8)))
    }
}

extension AssetLinks {
    /// The style sheet of every page: that of the theme, if there is one.
    func stylesheet(_ theme: Theme?) -> String {
        theme.map { Link.stylesheet($0.name(over: stylesheet)).path } ?? stylesheet
    }
}
