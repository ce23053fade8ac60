/// What may stand at a place of the markup.
extension HTMLPlace {
    /// Why text may not stand here, or nil when it may.
    var objectionToText: String? {
        switch state {
        case .text, .escapableText: return nil
        case .quotedValue:
            let name = String(decoding: attribute, as: UTF8.self)
            let isCode = name.hasPrefix("on") || name == "style" || name == "srcdoc"
            return isCode ? "a value cannot be made safe in the attribute “\(name)”" : nil
        case .beforeValue, .unquotedValue: return "the value of an attribute must stand in quotes"
        case .rawText: return "a value cannot be made safe inside <\(String(decoding: element, as: UTF8.self))>"
        case .comment: return "a value has no use in an HTML comment"
        default: return "a value may be text or stand in a quoted attribute, not make a tag"
        }
    }

    /// Why markup may not stand here, or nil when it may.
    var objectionToMarkup: String? { state == .text ? nil : "HTML may only stand between tags" }

    /// Why JSON may not stand here, or nil when it may.
    var objectionToJSON: String? {
        state == .rawText && isJSONLD && tail.isEmpty
            ? nil : "JSON may only stand inside <script type=\"application/ld+json\">"
    }

    /// Whether a section may begin at `self` and end at `end`: the rest of the page must read the same without it.
    func agrees(with end: HTMLPlace) -> Bool {
        switch (state, end.state) {
        case (.quotedValue, .quotedValue): state == end.state && attribute == end.attribute
        case (.rawText, .rawText), (.escapableText, .escapableText): element == end.element
        case (let here, let there): here == there || (here.isInsideTag && there.isInsideTag)
        }
    }
}

extension HTMLPlace.State {
    /// Between the name of a tag and its `>`, outside any value: an attribute may come or not.
    fileprivate var isInsideTag: Bool {
        switch self {
        case .tagName, .betweenAttributes, .attributeName, .afterAttributeName: true
        default: false
        }
    }
}
