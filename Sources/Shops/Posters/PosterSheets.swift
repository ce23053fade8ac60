import Base
import HTMLTemplate
import Shell

/// One poster on a sheet: its lines broken, moved and scaled to its place.
struct PosterFace: PageModel {
    /// Where it is on the sheet, as SVG’s `transform`.
    let transform: String
    let names: [SheetLine]
    let questions: [SheetLine]
    let addresses: [SheetLine]
    let thanks: [SheetLine]
    let promises: [SheetLine]
    let code: HTML
    let logo: PrintLogo?

    static let fields: [Field<PosterFace>] = [
        .text("transform") { $0.transform }, .list("names") { $0.names }, .list("questions") { $0.questions },
        .list("addresses") { $0.addresses }, .list("thanks") { $0.thanks }, .list("promises") { $0.promises },
        .html("code") { $0.code }, .one("logo") { $0.logo },
    ]

    /// A poster of the proportions of A4, drawn as 595 × 842 points; or half of a table tent, 595 × 421.
    init(
        _ poster: PosterText, _ words: PosterWords, _ logo: Rendition?, isTent: Bool, at transform: String,
        _ fonts: PrintFonts
    ) {
        self.transform = transform
        self.logo = PrintLogo(
            logo, x: 34, y: isTent ? 369 : 752, mostWidth: isTent ? 70 : 110, height: isTent ? 44 : 76)
        // On a plate of its own in the band at the foot.
        let indent = self.logo.map { $0.width + 40 } ?? 0
        code = QRCode.svg(poster.url, label: "") ?? ""
        if isTent {
            var left = SheetColumn(x: 30, y: 62, width: 300, isCentred: true)
            names = left.set(poster.name, fonts.title, size: 34, smallest: 15, lines: 3)
            var question = SheetColumn(x: 30, y: 208, width: 300, isCentred: true)
            questions = question.set(words.question, fonts.title, size: 20, lines: 2)
            var right = SheetColumn(x: 345, y: 320, width: 225, isCentred: true)
            addresses = right.set(poster.address, fonts.bold, size: 15, smallest: 6, lines: 2)
            var foot = SheetColumn(x: 30 + indent, y: 362, width: 535 - indent, isCentred: true)
            thanks = foot.set(words.thanks, fonts.title, size: 17, gap: 1)
            promises = foot.set(words.promise, fonts.text, size: 13)
            return
        }
        var column = SheetColumn(x: 40, y: 112, width: 515, isCentred: true)
        names = column.set(poster.name, fonts.title, size: 46, smallest: 20, lines: 3, gap: 4)
        var question = SheetColumn(x: 40, y: 274, width: 515, isCentred: true)
        questions = question.set(words.question, fonts.title, size: 30)
        var address = SheetColumn(x: 40, y: 664, width: 515, isCentred: true)
        addresses = address.set(poster.address, fonts.bold, size: 26, smallest: 12, lines: 2)
        var foot = SheetColumn(x: 40 + indent, y: 744, width: 515 - indent, isCentred: true)
        thanks = foot.set(words.thanks, fonts.title, size: 26, gap: 2)
        promises = foot.set(words.promise, fonts.text, size: 19, lines: 2)
    }
}

/// What a sheet of posters shows.
struct PosterSheet: Sendable {
    let faces: [PosterFace]
    /// In red, while the address is not known to reach the site; else empty.
    let warnings: [SheetLine]
}

/// The sheets, one template each. A5, A6 and the tent are on A4, to be cut or folded along the dashes.
protocol PosterSheetPage: Page {
    var sheet: PosterSheet { get }
    init(sheet: PosterSheet)
}

extension PosterSheetPage {
    static var fields: [Field<Self>] {
        [.list("faces") { $0.sheet.faces }, .list("warnings") { $0.sheet.warnings }]
    }
}

struct PosterSheetA4: PosterSheetPage {
    static let template = "print/poster-a4.svg"
    let sheet: PosterSheet
}

struct PosterSheetA5: PosterSheetPage {
    static let template = "print/poster-a5.svg"
    let sheet: PosterSheet
}

struct PosterSheetA6: PosterSheetPage {
    static let template = "print/poster-a6.svg"
    let sheet: PosterSheet
}

struct PosterSheetTent: PosterSheetPage {
    static let template = "print/poster-tent.svg"
    let sheet: PosterSheet
}
