import Base
import Shell
import Web

/// The filters of the directory, all in the query string. Each link changes one and preserves the others.
package struct DirectoryQuery: Sendable, Equatable {
    /// The most characters of a search.
    package static let wordsLimit = 100

    /// `q=`: words to search for, as typed.
    var words = ""
    /// `metier=`: a trade as a slug or as typed; empty for all.
    var trade = ""
    /// `rue=`: a street, likewise.
    var street = ""
    /// `ouvert=1`: only shops open now.
    var openNow = false
    /// `pres=1`: all shops with a place on one page, for the script that sorts them by distance.
    var isNear = false
    /// `page=`, from 1.
    var page = 1

    init() {}

    init(_ form: Form) {
        words = (form["q"] ?? "").trimmed
        trade = (form["metier"] ?? "").trimmed
        street = (form["rue"] ?? "").trimmed
        openNow = form["ouvert"] == "1"
        isNear = form["pres"] == "1"
        page = max(1, form["page"].flatMap { Int($0) } ?? 1)
    }

    /// Whether any filter is set.
    var isFiltered: Bool { !words.isEmpty || !trade.isEmpty || !street.isEmpty || openNow || isNear }

    /// The link to this list.
    package var link: Link { Link.directory.adding(pairs) }

    private var pairs: QueryString {
        QueryString([
            (name: "q", value: words), (name: "metier", value: trade), (name: "rue", value: street),
            (name: "ouvert", value: openNow ? "1" : ""), (name: "pres", value: isNear ? "1" : ""),
            (name: "page", value: page > 1 ? String(page) : ""),
        ])
    }

    /// What follows `?metier=` in a link that changes only the trade: «&q=pain&ouvert=1», from the first page on.
    var besideTrade: String {
        let others = with { ($0.trade, $0.page) = ("", 1) }.pairs
        return others.description.isEmpty ? "" : "&" + others.description.dropFirst()
    }

    /// The same query with a change.
    func with(_ change: (inout DirectoryQuery) -> Void) -> DirectoryQuery {
        var other = self
        change(&other)
        return other
    }
}
