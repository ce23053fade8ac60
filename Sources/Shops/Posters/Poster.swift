import Base
import HTMLTemplate
import Shell

/// The size of a poster.
package enum PosterFormat: String, Sendable, CaseIterable {
    case a4, a5, a6
    /// Stands on a table: one sheet folded, with the same face on both sides.
    case tent
    /// Small labels on a ready-made sheet of 24, each of 70 × 37 mm.
    case stickers

    /// Posters per sheet.
    var postersASheet: Int {
        switch self {
        case .a4: 1
        case .a5, .tent: 2
        case .a6: 4
        case .stickers: 24
        }
    }

    /// Shops per sheet, when all are printed.
    var shopsASheet: Int {
        switch self {
        case .a4, .a5, .a6: postersASheet
        case .tent, .stickers: 1
        }
    }

    /// Whether the browser can print it; others are made as PDF only.
    var hasPage: Bool {
        switch self {
        case .a4, .a6: true
        case .a5, .tent, .stickers: false
        }
    }

    /// The place of each poster on a sheet, in points.
    var places: [String] {
        switch self {
        case .a4: ["translate(0 0)"]
        case .a5: ["scale(0.70711)", "translate(420.94 0) scale(0.70711)"]
        case .a6:
            ["scale(0.5)", "translate(297.64 0) scale(0.5)"]
                + ["translate(0 420.94) scale(0.5)", "translate(297.64 420.94) scale(0.5)"]
        // The upper half stands on its head, so that it reads from the other side.
        case .tent: ["translate(595.28 420.94) rotate(180)", "translate(0 420.94)"]
        // Three columns of eight; 0.5 mm are left above and below.
        case .stickers:
            (0..<24).map { "translate(\((Double($0 % 3) * 198.43).points) \((1.42 + Double($0 / 3) * 104.88).points))" }
        }
    }

    /// «A6, quatre par page».
    package func title(_ context: Context) -> String {
        switch self {
        case .a4: context.say("poster.a4")
        case .a5: context.say("poster.a5")
        case .a6: context.say("poster.a6")
        case .tent: context.say("poster.tent")
        case .stickers: context.say("poster.stickers")
        }
    }
}

/// What the poster of one shop says: its name, the code of its counter and the address to type.
struct PosterText: Sendable, Equatable {
    let name: String
    /// Behind the code to scan.
    let url: String
    let qrLabel: String
    let facade: Facade
    /// Its first photo for paper, in place of the façade.
    let photo: Rendition?
    /// The name of the photo’s file in the SVG.
    let photoFile: String

    /// «chaland.example/b/7KQ2»
    var address: String {
        url.split(separator: "/", omittingEmptySubsequences: true).dropFirst().joined(separator: "/")
    }

    /// The code to scan, drawn anew: about 0.3 ms.
    var code: HTML { QRCode.svg(url, label: qrLabel) ?? "" }

    /// A poster in the language of the page.
    /// - Parameters:
    ///   - code: that of the shop.
    ///   - counter: that of its counter, to scan.
    init(
        name: String, trade: String, code: String, counter: String, photo: [Picture.Use: Rendition], _ context: Context
    ) {
        self.name = name
        facade = Facade(name: name, trade: trade, code: code)
        (self.photo, photoFile) = (photo[.print], "photo-\(code).jpg")
        url = context.absolute(.visit(counter))
        qrLabel = context.say("poster.qr", ["shop": name])
    }

    /// The poster of a code that leads to the front page or to a project, in its name.
    init(name: String, leadingBy code: String, _ context: Context) {
        self.name = name
        facade = Facade(name: name, trade: "", code: code)
        (photo, photoFile) = (nil, "")
        url = context.absolute(.visit(code))
        qrLabel = context.say("poster.qr.page", ["name": name])
    }
}

/// The words that all posters share.
struct PosterWords: Sendable {
    let question, thanks, promise: String
    /// The five faces under the question.
    let hasFaces: Bool
    /// Printed in red; nil while the address is known to reach the site.
    let warning: String?

    private init(
        question: String, thanks: String, promise: String, hasFaces: Bool, _ context: Context
    ) {
        (self.question, self.thanks, self.promise, self.hasFaces) = (question, thanks, promise, hasFaces)
        warning = AddressWarning(context) == nil ? nil : context.say("print.warning")
    }

    /// The words on posters of shops, which ask how the visit was.
    static func ofShops(_ context: Context) -> PosterWords {
        PosterWords(
            question: context.say("visit.question"), thanks: context.say("visit.thanks"),
            promise: context.say("poster.promise"), hasFaces: true, context)
    }

    /// The words on posters of codes that lead to the front page, or to a project.
    static func leading(toProject isProject: Bool, _ context: Context) -> PosterWords {
        PosterWords(
            question: context.say(isProject ? "poster.project.question" : "poster.front.question"),
            thanks: context.say("poster.front.thanks"), promise: context.say("poster.page.promise"), hasFaces: false,
            context)
    }
}

extension PosterFormat {
    /// The job that prints these posters, several a sheet if they are small. One shop fills its sheet.
    func job(_ posters: [PosterText], _ words: PosterWords, _ context: Context) -> PrintJob? {
        if posters.isEmpty { return nil }
        let (render, logo) = (SheetRenderer(context), context.association.printLogo)
        let ofOne = posters.count == 1
        let sheets = ofOne ? 1 : (posters.count + shopsASheet - 1) / shopsASheet
        let content = "\(self) \(words) \(posters) \(render.colours)"
        let shown = posters.reduce(into: PrintLogo.shown(logo)) { $0[$1.photoFile] = $1.photo }
        return PrintJob(content: content, count: sheets, showing: shown) { number, fonts in
            let shops = ofOne ? posters[...] : posters.dropFirst(number * shopsASheet).prefix(shopsASheet)
            let shown =
                shops.count == 1 && (ofOne || shopsASheet == 1)
                ? Array(repeating: shops[shops.startIndex], count: postersASheet) : Array(shops)
            let faces = zip(shown, places).map {
                self == .stickers
                    ? PosterFace.sticker($0, words, at: $1, fonts)
                    : PosterFace($0, words, logo, isTent: self == .tent, at: $1, fonts)
            }
            var foot = SheetColumn(x: 20, y: 2, width: 555)
            let warnings = words.warning.map { foot.set($0, fonts.bold, size: 11, lines: 2) } ?? []
            let sheet = PosterSheet(faces: faces, warnings: warnings)
            return switch self {
            case .a4: try render(PosterSheetA4(sheet: sheet))
            case .a5: try render(PosterSheetA5(sheet: sheet))
            case .a6: try render(PosterSheetA6(sheet: sheet))
            case .tent: try render(PosterSheetTent(sheet: sheet))
            case .stickers: try render(PosterSheetStickers(sheet: sheet))
            }
        }
    }
}
