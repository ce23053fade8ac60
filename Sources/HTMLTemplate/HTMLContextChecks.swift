/// What a context allows.
extension HTMLContext {
    /// Why text is not allowed here; nil when it is.
    var refusalOfText: String? {
        switch state {
        case .text, .escapableText: return nil
        case .quotedValue:
            let name = String(decoding: attribute, as: UTF8.self)
            let isCode = name.hasPrefix("on") || name == "style" || name == "srcdoc"
            return isCode ? "a value cannot be made safe in the attribute “\(name)”" : nil
        case .beforeValue, .unquotedValue: return "an attribute value must be quoted"
        case .rawText: return "a value cannot be made safe inside <\(String(decoding: element, as: UTF8.self))>"
        case .comment: return "a value is not allowed in an HTML comment"
        default: return "a value is allowed in text and quoted attributes, not inside a tag"
        }
    }

    /// Why markup is not allowed here; nil when it is.
    var refusalOfMarkup: String? { state == .text ? nil : "HTML is allowed only between tags" }

    /// Why JSON is not allowed here; nil when it is.
    var refusalOfJSON: String? {
        state == .rawText && isJSONLD && tail.isEmpty
            ? nil : "JSON is allowed only inside <script type=\"application/ld+json\">"
    }

    /// Whether a section may begin at `self` and end at `end`: the rest of the page must parse the same with and
    /// without it.
    func agrees(with end: HTMLContext) -> Bool {
        switch (state, end.state) {
        case (.quotedValue, .quotedValue): state == end.state && attribute == end.attribute
        case (.rawText, .rawText), (.escapableText, .escapableText): element == end.element
        case (let here, let there): here == there || (here.isInsideTag && there.isInsideTag)
        }
    }
}

extension HTMLContext.State {
    /// Inside a tag and outside attribute values: an optional attribute is allowed.
    fileprivate var isInsideTag: Bool {
        switch self {
        case .tagName, .betweenAttributes, .attributeName, .afterAttributeName: true
        default: false
        }
    }
}
