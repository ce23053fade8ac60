import HTMLTemplate
import Web

/// What somebody looks for in the directory: everything is in the query string, and every link keeps the rest of it.
struct DirectoryQuery: Sendable, Equatable {
    /// Characters the page lets people search for.
    static let wordsLimit = 100

    /// The words, as typed.
    var words = ""
    /// `metier=`: a trade as a slug or as typed; empty for all.
    var trade = ""
    /// `rue=`: a street, likewise.
    var street = ""
    var openNow = false
    var page = 1

    init() {}

    init(_ form: Form) {
        words = (form["q"] ?? "").trimmed
        trade = (form["metier"] ?? "").trimmed
        street = (form["rue"] ?? "").trimmed
        openNow = form["ouvert"] == "1"
        page = max(1, form["page"].flatMap { Int($0) } ?? 1)
    }

    /// Whether anything narrows the list down.
    var isFiltered: Bool { !words.isEmpty || !trade.isEmpty || !street.isEmpty || openNow }

    /// The address of this list.
    var path: String {
        let pairs = [
            (name: "q", value: words), (name: "metier", value: trade), (name: "rue", value: street),
            (name: "ouvert", value: openNow ? "1" : ""), (name: "page", value: page > 1 ? String(page) : ""),
        ]
        return "/boutiques" + QueryString(pairs).description
    }

    /// The same list with one thing changed.
    func with(_ change: (inout DirectoryQuery) -> Void) -> DirectoryQuery {
        var other = self
        change(&other)
        return other
    }
}

/// A shop as a line of the directory has it: no column more.
struct DirectoryEntry: Sendable {
    /// What stands after `/boutiques/`.
    let slug: String
    let name: String
    let trade: String
    let address: String
    let state: OpenState
}

/// A trade or a street of the menus.
struct DirectoryChoice: Sendable, Equatable {
    /// What the store compares.
    let key: String
    /// What addresses hold.
    let slug: String
    /// As most shops write it.
    let label: String
}

/// What the directory offers to filter by, made again only when a trade or a street has changed.
struct DirectoryMenu: Sendable {
    let shops: Int
    let trades: [DirectoryChoice]
    let streets: [DirectoryChoice]
    /// The options of both menus as most pages show them, nothing chosen.
    let tradeOptions: HTML
    let streetOptions: HTML

    init(shops: Int, trades: [DirectoryChoice], streets: [DirectoryChoice]) {
        self.shops = shops
        self.trades = trades
        self.streets = streets
        tradeOptions = DirectoryMenu.options(trades, chosen: nil)
        streetOptions = DirectoryMenu.options(streets, chosen: nil)
    }

    /// The choice an address means, by slug or by the words themselves.
    static func choice(_ typed: String, among choices: [DirectoryChoice]) -> DirectoryChoice? {
        if typed.isEmpty { return nil }
        let (key, slug) = (typed.folded, typed.slug)
        return choices.first { $0.slug == typed || $0.key == key } ?? choices.first { !slug.isEmpty && $0.slug == slug }
    }

    static func options(_ choices: [DirectoryChoice], chosen: DirectoryChoice?) -> HTML {
        var html: HTML = ""
        for choice in choices {
            let selected: HTML = choice == chosen ? " selected" : ""
            html.append("<option value=\"\(choice.slug)\"\(selected)>\(choice.label)</option>")
        }
        return html
    }
}
