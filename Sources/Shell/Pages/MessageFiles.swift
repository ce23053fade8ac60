import HTMLTemplate
import Web

/// Reads `messages/TAG/*.json`: one file per feature. A key may be in one file only.
package enum MessageFiles {
    /// The messages of the language `tag`. Throws a `TemplateError` that names the file at fault.
    package static func load(_ tag: String, below folder: String) throws -> Messages {
        let path = "\(folder)/messages/\(tag)"
        var all = try Messages(locale: tag, [:])
        for file in try FileTree.read(path) where file.name.hasSuffix(".json") {
            let name = "\(path)/\(file.name)"
            if let key = all.merge(try read(file, name, tag)) {
                throw TemplateError(file: name, line: 0, reason: "«\(key)» is defined in another file too")
            }
        }
        return all
    }

    private static func read(_ file: FileTree.File, _ name: String, _ tag: String) throws -> Messages {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw TemplateError(file: name, line: 0, reason: "is not UTF-8")
        }
        do { return try Messages(locale: tag, json: text) } catch {
            throw TemplateError(file: name, line: error.line, reason: error.reason)
        }
    }
}
