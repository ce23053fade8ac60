import HTMLTemplate

/// The logo of the association on a sheet, within a box: `partials/print-logo.svg`.
package struct PrintLogo: PageModel {
    private let rendition: Rendition
    private let x: Double
    private let y: Double
    /// As wide as it is drawn, in points.
    package let width: Double
    private let height: Double

    /// The name of its file in the SVG.
    private static let file = "logo.png"

    /// Nil without a logo.
    package init?(_ rendition: Rendition?, x: Double, y: Double, mostWidth: Double, height: Double) {
        guard let rendition, rendition.height > 0 else { return nil }
        self.rendition = rendition
        let scale = min(mostWidth / Double(rendition.width), height / Double(rendition.height))
        width = Double(rendition.width) * scale
        self.height = Double(rendition.height) * scale
        (self.x, self.y) = (x, y + (height - self.height) / 2)
    }

    /// The pictures of a job whose sheets show it.
    package static func shown(_ rendition: Rendition?) -> [String: Rendition] { rendition.map { [file: $0] } ?? [:] }

    package static let fields: [Field<PrintLogo>] = [
        .text("file") { _ in file }, .text("left") { $0.x.points }, .text("top") { $0.y.points },
        .text("logoWidth") { $0.width.points }, .text("logoHeight") { $0.height.points },
        .text("plateLeft") { ($0.x - 8).points }, .text("plateTop") { ($0.y - 8).points },
        .text("plateWidth") { ($0.width + 16).points }, .text("plateHeight") { ($0.height + 16).points },
    ]
}
