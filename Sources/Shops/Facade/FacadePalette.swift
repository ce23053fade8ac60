import Base

/// The colours of façades by day: of pictures and posters, and of pages in the light scheme. `street.css` repeats them
/// and adds those of the night, for the dark scheme.
enum FacadePalette {
    static let walls = [
        "#ead9b0", "#e8cfc2", "#d5d9c8", "#f0e3c8", "#dcd3cf", "#e6c9a2", "#cfd8dc", "#ecd6d6", "#d9cdb4", "#d8a78c",
    ]
    /// Shopfronts and awnings.
    static let fronts = [
        "#1f5a48", "#23486e", "#7a2a35", "#583560", "#8a531c", "#3d4a54", "#1c5f6b", "#a2412b", "#5d6230", "#2c2f33",
    ]
    static let roofs = ["#56636b", "#a4604a", "#6d5f57"]
    static let line = "#3a423d"

    /// The colour of an area; nil for those of the house itself, and for lines and shadows.
    static func fixed(_ paint: FacadePaint) -> String? {
        switch paint {
        case .cream: "#fbf3e0"
        case .pane: "#f7f3e8"
        case .lit: "#ffdf94"
        case .dim: "#d8c79c"
        case .glass: "#c3ced0"
        case .shutter: "#8b9290"
        case .brass: "#e0a93f"
        case .red: "#b5533f"
        case .green: "#4f7d5f"
        case .plum: "#7d5a78"
        case .blue: "#2f5d9e"
        case .straw: "#c9974a"
        case .pavement: "#cfc6b2"
        case .wall, .roof, .front, .awning, .shade, .slat, .sign, .rail: nil
        }
    }
}

extension TradeIcon {
    /// The shopfront colours of its trades, as positions in `FacadePalette.fronts`.
    var fronts: [Int] {
        switch self {
        case .bread, .sweet, .cheese, .cup, .chair: [4, 2, 7, 8, 0]
        case .flower, .apple, .cross, .leaf, .basket, .heart: [0, 8, 6, 3]
        case .fish, .bicycle, .screen, .iron, .glasses, .camera, .dumbbell, .car, .bank: [1, 6, 5, 9]
        case .meat, .cutlery, .bottle, .glass, .newspaper: [2, 7, 9, 4, 0]
        case .hanger, .ring, .scissors, .button, .shoe, .gift, .palette: [3, 9, 2, 1, 6]
        case .book, .pencil, .note, .top, .house, .spanner, .paw, .bed, .suitcase, .shop: [0, 1, 2, 3, 4, 5, 6, 7, 8]
        }
    }

    /// What stands in the window.
    var goods: FacadeGoods {
        switch self {
        case .bread, .sweet: .loaves
        case .flower, .apple, .leaf: .flowers
        case .book, .newspaper, .pencil, .bank, .house: .books
        case .bottle, .cheese, .basket, .meat, .fish, .cross: .bottles
        case .hanger, .shoe, .button, .iron, .scissors: .clothes
        case .cup, .cutlery, .glass, .bed: .cups
        case .bicycle, .screen, .camera, .car, .spanner, .note, .dumbbell: .wheels
        case .glasses, .ring, .top, .chair, .paw, .palette, .heart, .suitcase, .gift, .shop: .boxes
        }
    }
}
