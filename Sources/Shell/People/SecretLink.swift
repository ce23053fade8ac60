import Base
import Web

extension Secret {
    /// The secret of a link as it was copied. Punctuation after it is ignored: the full stop of a sentence, a bracket,
    /// a quote.
    package init?(copied text: String) {
        guard let end = text.lastIndex(where: { $0.isASCII && ($0.isLetter || $0.isNumber) }) else { return nil }
        self.init(presented: String(text[...end]))
    }

    /// The secret of a copied path that leads to no route because of such punctuation, as `/invitation/7KQ2-…/` does;
    /// nil unless it is below `folder`.
    package init?(copiedPath path: String, below folder: String) {
        guard path.hasPrefix(folder) else { return nil }
        self.init(copied: PercentEncoding.decode(path.dropFirst(folder.count)))
    }
}
