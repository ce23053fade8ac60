extension FacadePart {
    /// A part that façades share.
    enum Name: Hashable {
        case house(Int)
        case window(Int)
        case flowers
        case base
        case glass(door: Int, FacadeState)
        case goods(FacadeGoods, Int)
        /// Nil: rolled up.
        case awning(Int?)
        case clock
        case prop(Int)
        case fir
        case season(FacadeSeason)
        case icon(TradeIcon)

        /// Its `id` on a page.
        var id: String {
            switch self {
            case .house(let kind): "fh\(kind)"
            case .window(let kind): "fw\(kind)"
            case .flowers: "ff"
            case .base: "fb"
            case .glass(let door, let state): "fd\(door)\(state.rawValue.prefix(1))"
            case .goods(let goods, let piece): "fg\(goods.rawValue)\(piece)"
            case .awning(let kind): "fa\(kind.map(String.init) ?? "")"
            case .clock: "fc"
            case .prop(let kind): "fp\(kind)"
            case .fir: "fir"
            case .season(let season): "fs-\(season.rawValue)"
            case .icon(let icon): "fi-\(icon.rawValue)"
            }
        }

        /// Every part, each once.
        static let all: [Name] =
            FacadeHouse.walls.indices.map { .house($0) }
            + FacadeHouse.windows.indices.map { .window($0) } + [.flowers, .base]
            + FacadeShopfront.openings.indices.flatMap { door in FacadeState.allCases.map { .glass(door: door, $0) } }
            + FacadeGoods.allCases.flatMap { goods in (0..<3).map { .goods(goods, $0) } }
            + [.awning(nil)] + FacadeAwning.kinds.indices.map { .awning($0) } + [.clock]
            + FacadeProps.kinds.indices.dropFirst().map { .prop($0) } + [.fir]
            + FacadeSeason.allCases.dropFirst().map { .season($0) } + TradeIcon.allCases.map { .icon($0) }
    }

    /// The shapes of a part.
    static func named(_ name: Name) -> FacadePart {
        switch name {
        case .house(let kind): FacadeHouse.walls[kind]
        case .window(let kind): FacadeHouse.windows[kind]
        case .flowers: FacadeHouse.flowers
        case .base: FacadeHouse.ground + FacadeShopfront.frame
        case .glass(let door, let state): FacadeShopfront.glass(door, state)
        case .goods(let goods, let piece): goods.pieces[piece]
        case .awning(let kind): kind.map { FacadeAwning.kinds[$0] } ?? FacadeAwning.rolled
        case .clock: FacadeProps.clock
        case .prop(let kind): FacadeProps.kinds[kind]
        case .fir: FacadeProps.fir
        case .season(let season): FacadeProps.hanging(season)
        case .icon(let icon): FacadePart(Shape(.sign, icon.path))
        }
    }
}
