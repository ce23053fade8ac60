import Glibc

/// The token for `/metrics` from another machine: a value, or a file that only this program may read.
enum MetricsToken {
    private static let variable = "CHALAND_METRICS_TOKEN"
    private static let fileVariable = "CHALAND_METRICS_TOKEN_FILE"
    /// The largest token file, in bytes.
    private static let maxBytes = 1_024

    /// The token; nil when there is none. An option wins over both variables.
    static func read(_ options: ServeOptions) throws -> String? {
        let isOption = options.metricsToken != nil || options.metricsTokenFile != nil
        let text = isOption ? options.metricsToken : Environment.value(variable)
        let file = isOption ? options.metricsTokenFile : Environment.value(fileVariable)
        guard text == nil || file == nil else {
            throw CommandFailure.badUse(
                say(
                    fr: "\(variable) et \(fileVariable) sont donnés tous les deux : gardez-en un",
                    en: "\(variable) and \(fileVariable) are both set: set one of them"))
        }
        if let file { return try checked(content(of: file), "\(fileVariable) (\(file))") }
        return try text.map { try checked($0, variable) }
    }

    /// Refuses a short token: it could be guessed.
    private static func checked(_ token: String, _ source: String) throws -> String {
        guard token.utf8.count >= 16, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw CommandFailure.badUse(
                say(
                    fr: "\(source) : il faut un jeton d’au moins 16 caractères, sans espace ni accent",
                    en: "\(source): it must be a token of at least 16 characters, no space and no accent"))
        }
        return token
    }

    /// The line in the file, without its line end.
    private static func content(of path: String) throws -> String {
        var bytes = [UInt8](repeating: 0, count: maxBytes + 1)
        guard let file = fopen(path, "re") else { throw unreadable(path) }
        defer { fclose(file) }
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else { throw unreadable(path) }
        var line = bytes[..<count]
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.isEmpty, count <= maxBytes else {
            throw CommandFailure.badUse(
                line.isEmpty
                    ? say(
                        fr: "\(fileVariable) : le fichier \(path) est vide ; écrivez-y le jeton, sur une ligne",
                        en: "\(fileVariable): the file \(path) is empty; write the token in it, on one line")
                    : say(
                        fr: "\(fileVariable) : le fichier \(path) est trop long pour un jeton (1 024 octets au plus)",
                        en: "\(fileVariable): the file \(path) is too long for a token (1,024 bytes at most)"))
        }
        return String(decoding: line, as: UTF8.self)
    }

    private static func unreadable(_ path: String) -> CommandFailure {
        CommandFailure(
            say(
                fr: "\(fileVariable) : le fichier du jeton, \(path), manque ou ne peut pas être lu par ce compte",
                en: "\(fileVariable): the token’s file, \(path), is missing or cannot be read by this account"))
    }
}
