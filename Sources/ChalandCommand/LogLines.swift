import FoundationEssentials
import Logging

/// The log on standard output: one line per event, as text or as JSON.
struct LogLines: LogHandler {
    /// The format of a line.
    enum Form: String {
        case text, json
    }

    let form: Form
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(_ form: Form) { self.form = form }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var details = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
        if let error = event.error { details["error"] = "\(error)" }
        let line = form == .json ? json(event, details) : text(event, details)
        Terminal.line(line)
    }

    private func text(_ event: LogEvent, _ details: [String: String]) -> String {
        let level = event.level == .info ? "" : event.level.rawValue.uppercased() + " "
        let rest = details.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value.debugDescription)" }.joined()
        // One event, one line, even when an error's text has several.
        return (LogLines.now() + " " + level + event.message.description + rest).replacing("\n", with: " ")
    }

    private func json(_ event: LogEvent, _ details: [String: String]) -> String {
        var fields = details
        fields["time"] = LogLines.now()
        fields["level"] = event.level.rawValue
        fields["message"] = event.message.description
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(fields)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private static func now() -> String { Date().formatted(.iso8601) }
}
