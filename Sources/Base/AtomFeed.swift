/// An Atom feed (RFC 4287).
package struct AtomFeed: Sendable {
    /// An entry with plain text.
    package struct Entry: Sendable {
        /// An IRI that never changes.
        package let id: String
        /// Plain text, as are `author` and `text`.
        package let title: String
        /// The page, absolute.
        package let link: String
        /// When the page was first published.
        package let published: Instant
        /// When it last changed.
        package let updated: Instant
        package let author: String
        package let text: String

        package init(
            id: String, title: String, link: String, published: Instant, updated: Instant, author: String, text: String
        ) {
            (self.id, self.title, self.link, self.author, self.text) = (id, title, link, author, text)
            (self.published, self.updated) = (published, updated)
        }
    }

    /// An IRI that never changes.
    package let id: String
    package let title: String
    package let author: String
    /// The page that shows the same, absolute.
    package let page: String
    /// The address of the feed itself, absolute.
    package let address: String
    /// The tag of the language of its titles.
    package let language: String
    /// Its `updated` while it has no entry.
    package let since: Instant
    /// In the order in which the feed lists them.
    package let entries: [Entry]

    package init(
        id: String, title: String, author: String, page: String, address: String, language: String, since: Instant,
        entries: [Entry]
    ) {
        (self.id, self.title, self.author, self.page, self.address) = (id, title, author, page, address)
        (self.language, self.since, self.entries) = (language, since, entries)
    }

    /// The type of the response.
    package static let mediaType = "application/atom+xml; charset=utf-8"

    /// The XML document, in UTF-8.
    package var bytes: [UInt8] {
        var xml = XMLWriter()
        xml.element("feed", ["xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language]) { feed in
            feed.element("id", [:], id)
            feed.element("title", [:], title)
            feed.element("updated", [:], Timestamp.text(entries.map(\.updated).max() ?? since))
            feed.element("author") { $0.element("name", [:], author) }
            feed.element("link", ["rel": "self", "type": "application/atom+xml", "href": address])
            feed.element("link", ["rel": "alternate", "type": "text/html", "href": page])
            for entry in entries { Self.write(entry, to: &feed) }
        }
        return Array(xml.text.utf8)
    }

    private static func write(_ entry: Entry, to feed: inout XMLWriter) {
        feed.element("entry") { xml in
            xml.element("id", [:], entry.id)
            xml.element("title", [:], entry.title)
            xml.element("link", ["rel": "alternate", "type": "text/html", "href": entry.link])
            xml.element("published", [:], Timestamp.text(entry.published))
            xml.element("updated", [:], Timestamp.text(entry.updated))
            xml.element("author") { $0.element("name", [:], entry.author) }
            if !entry.text.isEmpty { xml.element("content", ["type": "text"], entry.text) }
        }
    }
}
