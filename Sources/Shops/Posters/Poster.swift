import Base
import HTMLTemplate
import Shell

/// The size of a poster.
enum PosterFormat: String, Sendable, CaseIterable {
    case a4, a5, a6
    /// Stands on a table: one sheet folded, with the same face on both sides.
    case tent

    /// Posters per sheet.
    var postersASheet: Int {
        switch self {
        case .a4: 1
        case .a5, .tent: 2
        case .a6: 4
        }
    }

    /// Shops per sheet, when all are printed.
    var shopsASheet: Int { self == .tent ? 1 : postersASheet }

    /// Whether the browser can print it; others are made as PDF only.
    var hasPage: Bool {
        switch self {
        case .a4, .a6: true
        case .a5, .tent: false
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
}

/// The words that all posters share.
struct PosterWords: Sendable {
    let question, thanks, promise: String
    /// Printed in red; nil while the address is known to reach the site.
    let warning: String?

    init(_ context: Context) {
        question = context.say("visit.question")
        thanks = context.say("visit.thanks")
        promise = context.say("poster.promise")
        warning = AddressWarning(context) == nil ? nil : context.say("print.warning")
    }
}

extension PosterFormat {
    /// The job that prints these posters, several a sheet if they are small. One shop fills its sheet.
    func job(_ posters: [PosterText], _ context: Context) -> PrintJob? {
        if posters.isEmpty { return nil }
        let words = PosterWords(context)
        let (render, logo) = (SheetRenderer(context), context.association.printLogo)
        let ofOne = posters.count == 1
        let sheets = ofOne ? 1 : (posters.count + shopsASheet - 1) / shopsASheet
        let content = "\(self) \(words) \(posters) \(render.colours)"
        let shown = posters.reduce(into: PrintLogo.shown(logo)) { $0[$1.photoFile] = $1.photo }
        return PrintJob(content: content, count: sheets, showing: shown) { number, fonts in
            let shops = ofOne ? posters[...] : posters.dropFirst(number * shopsASheet).prefix(shopsASheet)
            let shown =
                shops.count == 1 && (ofOne || self == .tent)
                ? Array(repeating: shops[shops.startIndex], count: postersASheet) : Array(shops)
            let faces = zip(shown, places).map {
                PosterFace($0, words, logo, isTent: self == .tent, at: $1, fonts)
            }
            var foot = SheetColumn(x: 20, y: 2, width: 555)
            let warnings = words.warning.map { foot.set($0, fonts.bold, size: 11, lines: 2) } ?? []
            let sheet = PosterSheet(faces: faces, warnings: warnings)
            return switch self {
            case .a4: try render(PosterSheetA4(sheet: sheet))
            case .a5: try render(PosterSheetA5(sheet: sheet))
            case .a6: try render(PosterSheetA6(sheet: sheet))
            case .tent: try render(PosterSheetTent(sheet: sheet))
            }
        }
    }
}
