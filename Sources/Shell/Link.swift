import Web

/// A link to a page or an action of this site, without the language. Each feature makes its own out of typed values, in
/// its `…Links.swift`; `Context.link` adds the language of the page.
package struct Link: Sendable, Hashable {
    /// Path, query and fragment, percent-encoded: `/projets?page=2`.
    package let path: String

    /// A path that was checked, or a literal whose values are encoded: `Link(local: "/projets/\(id)")`.
    package init(local path: LocalPath) { self.path = path.description }

    /// The target of a request, as it was sent.
    init(sent path: String) { self.path = path }

    /// The same link with these pairs added to its query.
    package func adding(_ query: QueryString) -> Link {
        let pairs = query.description
        guard !pairs.isEmpty else { return self }
        let (target, fragment) = parts
        return Link(sent: target + (target.contains("?") ? "&" + pairs.dropFirst() : pairs) + fragment)
    }

    /// The same link with one value added to its query; unchanged when the value is nil or empty.
    package func adding(_ name: String, _ value: String?) -> Link {
        adding(QueryString([(name: name, value: value ?? "")]))
    }

    /// The same link to one place of its page.
    package func at(fragment: String) -> Link { Link(sent: parts.target + "#" + PercentEncoding.encode(fragment)) }

    /// The same link without query and fragment.
    package var withoutQuery: Link { Link(sent: String(path.prefix { $0 != "?" && $0 != "#" })) }

    private var parts: (target: String, fragment: String) {
        let end = path.firstIndex(of: "#") ?? path.endIndex
        return (String(path[..<end]), String(path[end...]))
    }
}
