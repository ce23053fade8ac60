import Base
import FoundationEssentials
import HTMLTemplate
import HTTP

/// The languages of the site: one for each folder of `Templates/messages`, French first.
package final class Languages: Sendable {
    /// Each at its own `index`.
    package let all: [Language]
    /// French: the default for a browser that accepts none of them.
    let first: Language
    /// The languages that every page exists in.
    let complete: [Language]
    private let tags: [String]
    private let completeTags: [String]

    /// Reads the messages below `Templates`. In a language whose `language.pages` is not `all`, missing messages are
    /// French.
    /// - Throws: a `TemplateError` with file and line.
    init(below templates: String) throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: templates + "/messages")
        let others = folders.filter { $0 != "fr" && !$0.hasPrefix(".") }.sorted()
        first = try Language(MessageFiles.load("fr", below: templates), index: 0)
        var all = [first]
        for tag in others {
            let messages = try MessageFiles.load(tag, below: templates)
            let isComplete = messages["language.pages"] == .text("all")
            all.append(
                try Language(isComplete ? messages : messages.completed(by: first.messages), index: all.count))
        }
        self.all = all
        complete = all.filter(\.isComplete)
        (tags, completeTags) = (all.map(\.tag), complete.map(\.tag))
    }

    /// The languages a page exists in.
    func of(_ extent: LanguageExtent) -> [Language] { extent == .every ? all : complete }

    /// The language of a tag, or nil.
    subscript(tag: some Sequence<UInt8>) -> Language? { all.first { $0.tag.utf8.elementsEqual(tag) } }

    /// The best match of a page for `Accept-Language` (RFC 9110 §12.5.4); French without one.
    func negotiated(_ head: RequestHead, _ extent: LanguageExtent) -> Language {
        guard head.fieldBytes(.acceptLanguage) != nil else { return first }
        let position = Negotiation.language(head, among: extent == .every ? tags : completeTags)
        return position.map { of(extent)[$0] } ?? first
    }
}

/// The languages a page exists in.
package enum LanguageExtent: Sendable {
    /// Languages in which all pages exist.
    case complete
    /// Also languages in which only the pages of visitors exist.
    case every
}
