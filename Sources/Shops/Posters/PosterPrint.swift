import Base
import HTTP
import Shell
import Web

/// The posters that a page prints: that of one shop, or those of all shops or of a street.
struct PosterPrint {
    let format: PosterFormat
    /// In the order of the street.
    let posters: [PosterText]
    /// The page that shows its state, and the PDF, without their query.
    let page: Link
    let pdf: Link
    /// The slug of a street; empty for all.
    let street: String
    /// The medium of the codes, for the posters of all shops.
    let medium: EntryPoint.Medium
    private let words: PosterWords
    let job: PrintJob?

    init(
        _ posters: [PosterText], _ format: PosterFormat, street: String = "", on medium: EntryPoint.Medium = .counter,
        words: PosterWords, at page: Link, pdf: Link, _ context: Context
    ) {
        (self.posters, self.format, self.street, self.page, self.pdf) = (posters, format, street, page, pdf)
        (self.medium, self.words) = (medium, words)
        job = format.job(posters, words, context)
    }

    func link(_ link: Link, _ format: PosterFormat? = nil, page: Int = 1) -> Link {
        link.adding(
            QueryString([
                (name: "format", value: (format ?? self.format).rawValue), (name: "rue", value: street),
                (name: "support", value: medium == .counter ? "" : medium.rawValue),
                (name: "page", value: page > 1 ? String(page) : ""),
            ]))
    }

    private func state(_ context: Context) -> PrintShelf.State? { job.flatMap { context.site.prints.state(of: $0) } }

    /// The page; it refreshes while the PDF is being made.
    func shown<P: Page>(_ page: P, _ context: Context) throws -> Response {
        var response = try context.render(page)
        if state(context)?.isWorking == true { response.fields.append("Refresh", "1") }
        return response
    }

    /// Makes the PDF: 303 to the page. Nil while the address may not be printed and the box is not ticked.
    func start(_ form: Form, _ context: Context) -> Response? {
        guard AddressWarning.allowsPrinting(form, context) else { return nil }
        if let job { context.site.prints.start(job, context) }
        let shown = link(page)
        let isTicked = form[AddressWarning.field.name] == "1"
        return context.seeOther(
            isTicked ? shown.adding(AddressWarning.field.name, "1") : shown)
    }

    /// The PDF; 303 to the page when it is not there, or no longer.
    func file(_ context: Context) -> Response {
        guard case .ready(let bytes) = state(context) else { return context.seeOther(link(page)) }
        let name = context.say("poster.file", ["format": format.rawValue])
        return .data(bytes, type: "application/pdf", fileName: name)
    }

    /// The formats and the state of the PDF; with those of `shown`, which the browser prints, if the address may be
    /// printed or the box was ticked.
    func choice(_ shown: ArraySlice<PosterText>, isRefused: Bool, _ context: Context) async throws -> PosterChoice {
        var warning = AddressWarning(context)
        if isRefused { warning?.error = AddressWarning.refusal(context).text }
        var sheets: PosterHTMLSheets?
        if AddressWarning.allowsPrinting(context.query, context), format.hasPage {
            let drawn = try await context.offload(.pages) { [words] in shown.map { PosterOnPage($0, words) } }
            sheets = PosterHTMLSheets(isA6: format == .a6, posters: drawn)
        }
        return PosterChoice(
            formats: PosterFormat.allCases.map { other in
                PosterChoice.Tab(
                    title: other.title(context), link: context.link(link(page, other)),
                    isCurrent: other == format)
            },
            action: context.link(page), format: format, street: street, medium: medium, count: posters.count,
            print: PrintStatus(state(context), of: job, link: context.link(link(pdf)), context), warning: warning,
            sheets: sheets)
    }
}
