import FoundationEssentials
import HTTP
import Web

/// The web manifest of a page that a phone or tablet can install (https://www.w3.org/TR/appmanifest/). Its properties
/// have the names of the members of the file.
package struct WebManifest: Encodable {
    let name: String
    let short_name: String
    let lang: String
    let start_url: String
    let scope: String?
    let display: String
    let theme_color: String?
    let background_color = "#f7f2e6"
    let icons: [Icon]

    /// A square PNG.
    package struct Icon: Encodable {
        let src: String
        let sizes: String
        let type = "image/png"
        let purpose: String?

        /// - Parameters:
        ///   - side: in pixels.
        ///   - purpose: `any` when nil; `maskable` for one whose edges may be cut off.
        package init(_ source: String, side: Int, purpose: String? = nil) {
            (src, sizes, self.purpose) = (source, "\(side)x\(side)", purpose)
        }
    }

    /// - Parameters:
    ///   - start: the address that the installed page opens.
    ///   - scope: the addresses that open in it; those beside `start` when nil.
    ///   - display: `standalone`, or another display mode of the specification.
    package init(
        name: String, shortName: String, lang: String, start: String, scope: String? = nil, display: String,
        theme: String? = nil, icons: [Icon]
    ) {
        (self.name, short_name, self.lang, start_url) = (name, shortName, lang, start)
        (self.scope, self.display, theme_color, self.icons) = (scope, display, theme, icons)
    }

    /// The file, as an answer.
    package func response(cache: CachePolicy) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return .data(Array(try encoder.encode(self)), type: "application/manifest+json", cache: cache)
    }
}
