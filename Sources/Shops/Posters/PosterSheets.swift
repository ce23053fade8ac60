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
    let hasFaces: Bool
    /// The façade of the shop beside its name.
    let facade: HTML
    /// The file of the photo in its place; nil without one.
    let photo: String?

    static let fields: [Field<PosterFace>] = [
        .text("transform") { $0.transform }, .list("names") { $0.names }, .list("questions") { $0.questions },
        .list("addresses") { $0.addresses }, .list("thanks") { $0.thanks }, .list("promises") { $0.promises },
        .html("code") { $0.code }, .one("logo") { $0.logo }, .flag("hasFaces") { $0.hasFaces },
        .html("facade") { $0.facade }, .optionalText("photo") { $0.photo },
    ]
}

extension PosterFace {
    /// A poster of the proportions of A4, drawn as 595 × 842 points; or half of a table tent, 595 × 421.
    init(
        _ poster: PosterText, _ words: PosterWords, _ logo: Rendition?, isTent: Bool, at transform: String,
        _ fonts: PrintFonts
    ) {
        self.transform = transform
        hasFaces = words.hasFaces
        self.logo = PrintLogo(
            logo, x: 34, y: isTent ? 369 : 752, mostWidth: isTent ? 70 : 110, height: isTent ? 44 : 76)
        // On a plate of its own in the band at the foot.
        let indent = self.logo.map { $0.width + 40 } ?? 0
        code = QRCode.svg(poster.url, label: "") ?? ""
        photo = poster.photo == nil ? nil : poster.photoFile
        facade = HTML(trusting: Array(poster.facade.standalone(width: isTent ? 116 : 172, .open).utf8))
        if isTent {
            names = Self.names(poster.name, in: .init(x: 148, width: 186, top: 70, height: 112), size: 30, fonts)
            var question = SheetColumn(x: 30, y: 208, width: 300, isCentred: true)
            questions = question.set(words.question, fonts.title, size: 20, lines: 2)
            var right = SheetColumn(x: 345, y: 320, width: 225, isCentred: true)
            addresses = right.set(poster.address, fonts.bold, size: 15, smallest: 6, lines: 2)
            var foot = SheetColumn(x: 30 + indent, y: 362, width: 535 - indent, isCentred: true)
            thanks = foot.set(words.thanks, fonts.title, size: 17, gap: 1)
            promises = foot.set(words.promise, fonts.text, size: 13)
            return
        }
        names = Self.names(poster.name, in: .init(x: 222, width: 340, top: 108, height: 160), size: 46, fonts)
        var question = SheetColumn(x: 40, y: 274, width: 515, isCentred: true)
        questions = question.set(words.question, fonts.title, size: 30)
        var address = SheetColumn(x: 40, y: 664, width: 515, isCentred: true)
        addresses = address.set(poster.address, fonts.bold, size: 26, smallest: 12, lines: 2)
        var foot = SheetColumn(x: 40 + indent, y: 744, width: 515 - indent, isCentred: true)
        thanks = foot.set(words.thanks, fonts.title, size: 26, gap: 2)
        promises = foot.set(words.promise, fonts.text, size: 19, lines: 2)
    }

    /// A sticker of 198 × 105 points: the code, and beside it a name, the question and the address.
    static func sticker(
        _ poster: PosterText, _ words: PosterWords, at transform: String, _ fonts: PrintFonts
    ) -> PosterFace {
        var column = SheetColumn(x: 94, y: 8, width: 98)
        let names = column.set(poster.name, fonts.title, size: 12, smallest: 6, lines: 3, gap: 2)
        let questions = column.set(words.question, fonts.text, size: 7.5, smallest: 5, lines: 3, gap: 3)
        let addresses = column.set(poster.address, fonts.bold, size: 8, smallest: 4, lines: 2)
        return PosterFace(
            transform: transform, names: names, questions: questions, addresses: addresses, thanks: [], promises: [],
            code: QRCode.svg(poster.url, label: "") ?? "", logo: nil, hasFaces: false, facade: "", photo: nil)
    }

    /// A box of a poster, in points.
    private struct Box {
        let x: Double
        let width: Double
        let top: Double
        let height: Double
    }

    /// The name of the shop, in the middle of a box.
    private static func names(_ name: String, in box: Box, size: Double, _ fonts: PrintFonts) -> [SheetLine] {
        func set(_ top: Double) -> (lines: [SheetLine], bottom: Double) {
            var column = SheetColumn(x: box.x, y: top, width: box.width, isCentred: true)
            let lines = column.set(name, fonts.title, size: size, smallest: size / 2.6, lines: 4)
            return (lines, column.y)
        }
        let height = set(0).bottom
        return set(box.top + max(0, (box.height - height) / 2)).lines
    }
}

/// The contents of a sheet of posters.
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

struct PosterSheetStickers: PosterSheetPage {
    static let template = "print/poster-stickers.svg"
    let sheet: PosterSheet
}

struct PosterSheetTent: PosterSheetPage {
    static let template = "print/poster-tent.svg"
    let sheet: PosterSheet
}
