import Foundation
import HTMLTemplate

/// A message file that cannot be used.
struct MessageFileError: Error, CustomStringConvertible {
    let description: String
}

/// Reads `messages/fr/*.json` and `messages/en/*.json`: one file a feature, flat keys, a text or `{"one": …, "other": …}`.
enum MessageFiles {
    static func load(_ language: Language, below folder: String) throws -> Messages {
        let path = "\(folder)/messages/\(language.tag)"
        var all: [String: Message] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: path).sorted() where file.hasSuffix(".json") {
            for (key, message) in try read(path + "/" + file) {
                guard all.updateValue(message, forKey: key) == nil else {
                    throw MessageFileError(description: "\(path)/\(file): «\(key)» stands in another file too")
                }
            }
        }
        return Messages(locale: language.tag, all)
    }

    private static func read(_ path: String) throws -> [String: Message] {
        let object: Any
        do { object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            throw MessageFileError(description: "\(path): not readable as JSON: \(error)")
        }
        guard let entries = object as? [String: Any] else {
            throw MessageFileError(description: "\(path): an object of messages is expected")
        }
        return try entries.reduce(into: [:]) { messages, entry in
            if let text = entry.value as? String {
                messages[entry.key] = .text(text)
            } else if let plural = entry.value as? [String: String], let one = plural["one"], let other = plural["other"] {
                messages[entry.key] = .plural(one: one, other: other, by: plural["by"] ?? "count")
            } else {
                throw MessageFileError(description: "\(path): «\(entry.key)» is neither a text nor {one, other}")
            }
        }
    }
}
