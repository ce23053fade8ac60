import HTMLTemplate

/// The models the tests share: a page of shops with their reviews.
struct ReviewRow: PageModel {
    var author: String
    var reply: String?
    static let fields: [Field<ReviewRow>] = [
        .text("author") { $0.author },
        .optionalText("reply") { $0.reply },
    ]
}

struct ShopRow: PageModel {
    var name: String
    var id = 1234
    var reviews: [ReviewRow] = []
    var isOpen = false
    static let fields: [Field<ShopRow>] = [
        .text("name") { $0.name },
        .plainNumber("id") { $0.id },
        .list("reviews") { $0.reviews },
        .flag("isOpen") { $0.isOpen },
    ]
}

struct Flash: PageModel {
    var text: String
    static let fields: [Field<Flash>] = [.text("text") { $0.text }]
}

struct StreetPage: PageModel {
    var title = "Rue des Lices"
    var count = 2
    var visits = 1_234_567
    var shops: [ShopRow] = []
    var flash: Flash?
    var chart: HTML = ""
    var tags: [String] = []
    var data = "{}"
    static let fields: [Field<StreetPage>] = [
        .text("title") { $0.title },
        .number("count") { $0.count },
        .number("visits") { $0.visits },
        .list("shops") { $0.shops },
        .one("flash") { $0.flash },
        .html("chart") { $0.chart },
        .list("tags") { $0.tags },
        .json("data") { $0.data },
    ]
}

struct SiteLayout: PageModel {
    var association = "Les Lices"
    var title = "the layout's own title"
    static let fields: [Field<SiteLayout>] = [
        .text("association") { $0.association },
        .text("title") { $0.title },
    ]
}

/// Renders `text` as a page, with other templates and messages available.
func render(
    _ text: String, _ page: StreetPage = StreetPage(), with others: [String: String] = [:],
    messages: [String: Message] = [:], locale: String = "fr"
) throws -> String {
    var sources = others.map { TemplateSource(path: $0.key, text: $0.value) }
    sources.append(TemplateSource(path: "page", text: text))
    let library = try TemplateLibrary(sources: sources, messages: [Messages(locale: locale, messages)])
    let template = try library.bind("page", page: StreetPage.self, layout: SiteLayout.self, locale: 0)
    return String(decoding: template.render(page, SiteLayout()), as: UTF8.self)
}

/// The error of rendering `text`, as `file:line: reason`.
func refusal(
    _ text: String, with others: [String: String] = [:], messages: [String: Message] = [:]
) -> String {
    do {
        return "accepted: " + (try render(text, with: others, messages: messages))
    } catch {
        return "\(error)"
    }
}
