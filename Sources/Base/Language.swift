/// The two languages everything a person sees exists in. The raw value is the index of its messages in the templates.
public enum Language: Int, Sendable, CaseIterable {
    case french = 0
    case english = 1

    /// The tag of the language (RFC 5646), as in `lang`, `hreflang`, and the first segment of an address that asks for it.
    public var tag: String { self == .french ? "fr" : "en" }
    /// The other one, offered by the switch on every page.
    var other: Language { self == .french ? .english : .french }

    /// The language of a tag, or nil.
    init?(tag: some StringProtocol) {
        switch tag {
        case "fr": self = .french
        case "en": self = .english
        default: return nil
        }
    }
}
