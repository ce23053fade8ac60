import HTMLTemplate
import Web

/// Reads `messages/TAG/*.json`: one file per feature. A key may be in one file only.
package enum MessageFiles {
    /// The messages of the language `tag`. Throws a `TemplateError` that names the file at fault.
    package static func load(_ tag: String, below folder: String) throws -> Messages {
        let path = "\(folder)/messages/\(tag)"
        var all = Messages(locale: tag)
        for file in try FileTree.read(path) where file.name.hasSuffix(".json") {
            let name = "\(path)/\(file.name)"
            guard let text = String(validating: file.bytes, as: UTF8.self) else {
                throw TemplateError(file: name, line: 0, reason: "is not UTF-8")
            }
            try all.add(json: text, from: name)
        }
        return all
    }
}
