import Foundation
import HTMLTemplate

/// Reads `messages/fr/*.json` and `messages/en/*.json`: one file a feature, each key in one file alone.
enum MessageFiles {
    static func load(_ language: Language, below folder: String) throws -> Messages {
        let path = "\(folder)/messages/\(language.tag)"
        var all: [String: Message] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted() where name.hasSuffix(".json") {
            let file = "\(path)/\(name)"
            let messages = try read(file, language)
            for key in messages.keys {
                guard all.updateValue(messages[key] ?? .text(""), forKey: key) == nil else {
                    throw TemplateError(file: file, line: 0, what: "«\(key)» stands in another file too")
                }
            }
        }
        return try Messages(locale: language.tag, all)
    }

    private static func read(_ file: String, _ language: Language) throws -> Messages {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        do { return try Messages(locale: language.tag, json: text) } catch {
            throw TemplateError(file: file, line: error.line, what: error.what)
        }
    }
}
