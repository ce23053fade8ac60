import Base
import HTMLTemplate
import Shell

/// A letter as one page of A4, in points (595 × 842), its lines broken.
struct LetterSheet: Page {
    static let template = "print/letter.svg"
    /// «Liberation Serif», bold.
    let titles: [SheetLine]
    /// «Liberation Sans».
    let texts: [SheetLine]
    /// The same, bold.
    let bolds: [SheetLine]
    /// The warning in red, while the address is not known to reach the site; else empty.
    let warnings: [SheetLine]
    let code: HTML
    let logo: PrintLogo?

    static let fields: [Field<LetterSheet>] = [
        .list("titles") { $0.titles }, .list("texts") { $0.texts }, .list("bolds") { $0.bolds },
        .list("warnings") { $0.warnings }, .html("code") { $0.code },
        .one("logo") { $0.logo },
    ]

    /// The words that all letters share, in the language of the page that prints them.
    struct Words: Sendable {
        let attention, title, gain, scan, tap, without, type: String
        let warning: String?

        init(_ context: Context) {
            attention = context.say("invitation.letter.attention")
            title = context.say("invitation.letter.title")
            gain = context.say("invitation.letter.gain")
            scan = context.say("invitation.letter.scan")
            tap = context.say("invitation.letter.tap")
            without = context.say("invitation.letter.without")
            type = context.say("invitation.letter.type")
            warning = AddressWarning(context) == nil ? nil : context.say("print.warning")
        }
    }

    /// The job that prints these letters, one a page.
    static func job(_ letters: [LetterText], _ context: Context) -> PrintJob {
        let (words, render, logo) = (Words(context), SheetRenderer(context), context.association.printLogo)
        return PrintJob(
            content: "\(words) \(letters) \(render.colours)", count: letters.count, showing: PrintLogo.shown(logo)
        ) { number, fonts in
            try render(LetterSheet(letters[number], words, logo, fonts))
        }
    }

    init(_ letter: LetterText, _ words: Words, _ logo: Rendition?, _ fonts: PrintFonts) {
        self.logo = PrintLogo(logo, x: 60, y: 54, mostWidth: 110, height: 54)
        let indent = self.logo.map { $0.width + 14 } ?? 0
        var head = SheetColumn(x: 60 + indent, y: 56, width: 475 - indent)
        var titles = head.set(letter.sender.association, fonts.title, size: 18, lines: 2)
        var texts = head.set(letter.sender.town, fonts.text, size: 11)

        // Where a window envelope shows the address.
        var window = SheetColumn(x: 310, y: 128, width: 225)
        texts += window.set(words.attention, fonts.text, size: 11)
        var bolds = window.set(letter.shopName, fonts.bold, size: 14, lines: 3)
        for line in letter.address { texts += window.set(line, fonts.text, size: 12, lines: 2) }

        var body = SheetColumn(x: 60, y: 285, width: 475)
        titles += body.set(words.title, fonts.title, size: 26, gap: 8)
        texts += body.set(words.gain, fonts.text, size: 14, lines: 3)

        var steps = SheetColumn(x: 270, y: 400, width: 265)
        bolds += steps.set(words.scan, fonts.bold, size: 14, lines: 2, gap: 4)
        bolds += steps.set(words.tap, fonts.bold, size: 14, lines: 2, gap: 16)
        texts += steps.set(words.without, fonts.text, size: 11, lines: 2)
        bolds += steps.set(letter.typeAt, fonts.bold, size: 12, smallest: 6, lines: 2, gap: 2)
        texts += steps.set(words.type, fonts.text, size: 11)
        bolds += steps.set(letter.secret, fonts.bold, size: 22, gap: 6)

        var foot = SheetColumn(x: 60, y: 625, width: 475)
        texts += foot.set(letter.until, fonts.text, size: 11, lines: 2, gap: 14)
        if let question = letter.sender.question {
            texts += foot.set(question, fonts.text, size: 13, lines: 2, gap: 14)
        }
        bolds += foot.set(letter.sender.author, fonts.bold, size: 13, lines: 2)
        var edge = SheetColumn(x: 60, y: 800, width: 475)
        warnings = words.warning.map { edge.set($0, fonts.bold, size: 11, lines: 2) } ?? []
        (self.titles, self.texts, self.bolds, code) = (titles, texts, bolds, QRCode.svg(letter.link, label: "") ?? "")
    }
}
