/// The paint of a part of a façade. The raw value is its class in the drawings of pages; `street.css` has the colours
/// of both schemes, `FacadePalette` those of pictures.
enum FacadePaint: String, CaseIterable {
    case wall = "fw"
    case shade = "fs"
    case roof = "fr"
    case front = "ff"
    case awning = "fa"
    case cream = "fc"
    case pane = "fp"
    case lit = "fl"
    case dim = "fd"
    case glass = "fg"
    case shutter = "fx"
    case slat = "fy"
    case brass = "fb"
    case red = "f1"
    case green = "f2"
    case plum = "f3"
    case blue = "f5"
    case straw = "f4"
    case pavement = "fv"
    /// Lines instead of areas.
    case sign = "ft"
    case rail = "fn"
}

/// Paths with their paints, in the coordinates of a façade: 120 wide, 112 high, the pavement from 104 on.
struct FacadePart: Sendable {
    let shapes: [Shape]

    struct Shape: Sendable {
        let paint: FacadePaint
        let path: String

        init(_ paint: FacadePaint, _ path: String) { (self.paint, self.path) = (paint, path) }
    }

    init(_ shapes: Shape...) { self.shapes = shapes }
    init(_ shapes: [Shape]) { self.shapes = shapes }

    static func + (one: FacadePart, other: FacadePart) -> FacadePart { FacadePart(one.shapes + other.shapes) }
}
