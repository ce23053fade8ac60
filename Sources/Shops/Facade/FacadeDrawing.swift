import Base
import HTMLTemplate

/// The parts of all façades, once on each page that draws some.
package enum FacadeSheet {
    /// Hidden itself; `<use>` elements refer to its parts.
    package static let html = sheet(of: FacadePart.Name.all)

    /// The parts of one façade, for a page that draws only this one.
    package static func html(of facade: Facade, _ state: FacadeState, _ season: FacadeSeason = .none) -> HTML {
        var names: [FacadePart.Name] = [.icon(facade.icon)]
        for piece in facade.pieces(state, season) where !names.contains(piece.part) { names.append(piece.part) }
        return sheet(of: names)
    }

    private static func sheet(of names: [FacadePart.Name]) -> HTML {
        var html: HTML = "<svg class=\"hidden\" aria-hidden=\"true\"><defs>"
        for name in names {
            html.append("<g id=\"\(name.id)\">")
            for shape in FacadePart.named(name).shapes {
                html.append("<path class=\"\(shape.paint.rawValue)\" d=\"\(shape.path)\"/>")
            }
            html.append("</g>")
        }
        html.append("</defs></svg>")
        return html
    }
}

extension Facade {
    /// The width and height of a drawing, in its own units.
    package static let size = (width: 120, height: 112)

    /// How much of the sign a drawing shows.
    package enum Sign: Int, Sendable {
        /// The icon: in a list.
        case icon
        /// The icon and the name.
        case name
    }

    /// The drawing on a page that has `FacadeSheet`. Hidden from screen readers, because name and state stand beside
    /// it, unless it has a label.
    package func html(
        _ state: FacadeState, _ season: FacadeSeason = .none, sign shown: Sign = .name, label: String? = nil
    ) -> HTML {
        var html: HTML = """
            <svg class="facade \(state.rawValue) w\(wall) s\(front) a\(awningColour) r\(roof)" viewBox="0 0 120 112"
            """
        html.append(label.map { " role=\"img\" aria-label=\"\($0)\">" } ?? " aria-hidden=\"true\">")
        for piece in pieces(state, season) {
            html.append("<use href=\"#\(piece.part.id)\"")
            html.append(piece.x == 0 ? "/>" : " x=\"\(piece.x)\"/>")
        }
        html.append("<use href=\"#\(FacadePart.Name.icon(icon).id)\" transform=\"\(shown.iconPlace)\"/>")
        if shown == .name {
            html.append("<text x=\"68\" y=\"61.5\"")
            if isLong { html.append(" textLength=\"88\" lengthAdjust=\"spacingAndGlyphs\"") }
            html.append(">\(sign)</text>")
        }
        html.append("</svg>")
        return html
    }

    /// Whether the words of the sign must be narrowed.
    private var isLong: Bool { sign.count > 17 }

    /// A picture of its own, as an SVG document with the colours of the day: for posters and shared pictures.
    /// - Parameter width: in pixels; the height follows.
    package func standalone(width: Int, _ state: FacadeState, _ season: FacadeSeason = .none) -> String {
        let height = width * Facade.size.height / Facade.size.width
        var svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 120 112">
            """
        for piece in pieces(state, season) {
            svg += piece.x == 0 ? "<g>" : "<g transform=\"translate(\(piece.x))\">"
            for shape in FacadePart.named(piece.part).shapes { svg += path(shape, state) }
            svg += "</g>"
        }
        svg += "<g transform=\"\(Sign.name.iconPlace)\">" + path(.init(.sign, icon.path), state) + "</g>"
        // librsvg ignores `textLength`.
        let size = isLong ? "8" : "9.5"
        let words = String(decoding: HTML(escaping: sign).bytes, as: UTF8.self)
        return svg + """
            <text x="68" y="61.5" text-anchor="middle" font-family="Liberation Serif, serif" font-weight="bold" \
            font-size="\(size)" fill="#fbf3e0">\(words)</text></svg>
            """
    }

    /// A path with its colours resolved. A closed house is greyer.
    private func path(_ shape: FacadePart.Shape, _ state: FacadeState) -> String {
        let paint: String
        switch shape.paint {
        case .shade: paint = "fill=\"#000\" fill-opacity=\".14\""
        case .slat: paint = "fill=\"none\" stroke=\"#000\" stroke-opacity=\".22\""
        case .rail: paint = "fill=\"none\" stroke=\"\(FacadePalette.line)\""
        case .sign:
            paint =
                "fill=\"none\" stroke=\"#fbf3e0\" stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\""
        case .wall, .roof, .front, .awning, .cream, .pane, .lit, .dim, .glass, .shutter, .brass, .red, .green, .plum,
            .blue, .straw, .pavement:
            paint = "fill=\"\(colour(shape.paint, state))\""
        }
        return "<path \(paint) d=\"\(shape.path)\"/>"
    }

    private func colour(_ paint: FacadePaint, _ state: FacadeState) -> String {
        let text =
            switch paint {
            case .wall: FacadePalette.walls[wall]
            case .roof: FacadePalette.roofs[roof]
            case .front: FacadePalette.fronts[front]
            case .awning: FacadePalette.fronts[awningColour]
            case .shade, .cream, .pane, .lit, .dim, .glass, .shutter, .slat, .brass, .red, .green, .plum, .blue, .straw,
                .pavement, .sign, .rail:
                FacadePalette.fixed(paint) ?? FacadePalette.line
            }
        guard state == .closed, let colour = Colour(text) else { return text }
        return colour.mixed(with: Colour(red: 0x80, green: 0x82, blue: 0x80), 0.35).description
    }
}

extension Facade.Sign {
    /// Where the icon stands, as a `transform`.
    fileprivate var iconPlace: String {
        switch self {
        case .icon: "translate(51 49.5) scale(.72)"
        case .name: "translate(7 51) scale(.6)"
        }
    }
}
