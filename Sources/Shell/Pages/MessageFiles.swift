import HTMLTemplate
import Web

/// Reads `messages/fr/*.json` and `messages/en/*.json`: one file a feature, each key in one file alone.
enum MessageFiles {
    static func load(_ language: Language, below folder: String) throws -> Messages {
        let path = "\(folder)/messages/\(language.tag)"
        var all = try Messages(locale: language.tag, [:])
        for file in try FileTree.read(path) where file.name.hasSuffix(".json") {
            let name = "\(path)/\(file.name)"
            if let key = all.merge(try read(file, name, language)) {
                throw TemplateError(file: name, line: 0, what: "«\(key)» stands in another file too")
            }
        }
        return all
    }

    private static func read(_ file: FileTree.File, _ name: String, _ language: Language) throws -> Messages {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw TemplateError(file: name, line: 0, what: "is not UTF-8")
        }
        do { return try Messages(locale: language.tag, json: text) } catch {
            throw TemplateError(file: name, line: error.line, what: error.what)
        }
    }
}
