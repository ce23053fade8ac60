/// Media types of static files.
enum ContentType {
    private static let byExtension: [String: String] = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8", "html": "text/html; charset=utf-8",
        "txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8", "svg": "image/svg+xml",
        "json": "application/json", "webmanifest": "application/manifest+json", "xml": "application/xml",
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "avif": "image/avif",
        "gif": "image/gif", "ico": "image/vnd.microsoft.icon", "woff2": "font/woff2", "woff": "font/woff",
        "pdf": "application/pdf",
    ]

    /// The type for a file name; `application/octet-stream` for an unknown extension.
    static func of(_ name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "application/octet-stream" }
        return byExtension[name[name.index(after: dot)...].lowercased()] ?? "application/octet-stream"
    }

    private static let textTypes = [
        "text/", "image/svg+xml", "application/json", "application/ld+json", "application/manifest+json",
        "application/xml", "application/atom+xml",
    ].map { Array($0.utf8) }

    /// Whether bytes of this type are text, and so worth compressing.
    static func isText(_ type: ArraySlice<UInt8>) -> Bool { textTypes.contains { type.starts(with: $0) } }
}
