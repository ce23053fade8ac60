import Base
import HTMLTemplate

/// The drawn front of a shop, always the same for its name, trade and code. Two in a street are unlikely to look alike:
/// there are some sixty million combinations, and each has its sign.
///
/// Pages draw it with `<use>` elements of shared parts: `FacadeSheet` must stand on the page once. `standalone` is a
/// picture of its own.
package struct Facade: Sendable, Equatable {
    let wall: Int
    let roof: Int
    let front: Int
    let awningColour: Int
    let house: Int
    let windows: Int
    /// A position in `FacadeHouse.windowPlaces`.
    let windowRow: Int
    let hasFlowers: Bool
    /// On the left, on the right, in the middle.
    let door: Int
    let awning: Int
    /// The order of the goods in the window.
    let goodsOrder: [Int]
    let prop: Int
    /// The icon on the sign; it also decides which goods and fronts are drawn.
    package let icon: TradeIcon
    /// The words on the sign.
    package let sign: String

    package init(name: String, trade: String, code: String) {
        icon = TradeIcon(trade: trade, name: name)
        sign = FacadeSign.text(name: name, trade: trade)
        var dice = FacadeDice([code.uppercased(), name.folded, trade.folded].joined(separator: "\u{1F}"))
        wall = dice.below(FacadePalette.walls.count)
        roof = dice.below(FacadePalette.roofs.count)
        front = dice.pick(icon.fronts)
        awningColour = dice.below(2) == 0 ? front : dice.below(FacadePalette.fronts.count)
        house = dice.below(FacadeHouse.walls.count)
        windows = dice.below(FacadeHouse.windows.count)
        windowRow = dice.below(FacadeHouse.windowPlaces.count)
        hasFlowers = dice.below(3) == 0
        door = dice.below(FacadeShopfront.openings.count)
        awning = dice.below(FacadeAwning.kinds.count)
        goodsOrder = dice.pick([[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
        prop = dice.below(FacadeProps.kinds.count)
    }

    /// The façade of a shop.
    package init(of shop: Shop) { self.init(name: shop.name, trade: shop.trade, code: shop.code) }

    /// What it is drawn of, from back to front.
    func pieces(_ state: FacadeState, _ season: FacadeSeason) -> [FacadePiece] {
        let openings = FacadeShopfront.openings[door]
        var pieces = [FacadePiece(.house(house))]
        for place in FacadeHouse.windowPlaces[windowRow] {
            pieces.append(FacadePiece(.window(windows), x: place))
            if hasFlowers { pieces.append(FacadePiece(.flowers, x: place)) }
        }
        pieces += [FacadePiece(.base), FacadePiece(.glass(door: door, state))]
        if state == .closed {
            pieces.append(FacadePiece(.awning(awning == FacadeAwning.lamps ? awning : nil)))
        } else {
            for (place, piece) in zip(openings.goods, goodsOrder) {
                pieces.append(FacadePiece(.goods(icon.goods, piece), x: place))
            }
            pieces.append(FacadePiece(.awning(awning)))
        }
        if state == .half {
            pieces.append(FacadePiece(.clock, x: (openings.door.lowerBound + openings.door.upperBound) / 2))
        }
        if state == .open, let prop = season == .garlands ? FacadePart.Name.fir : prop > 0 ? .prop(prop) : nil {
            let door = openings.door
            pieces.append(FacadePiece(prop, x: door.lowerBound > 20 ? door.lowerBound - 9 : door.upperBound + 11))
        }
        if season != .none { pieces.append(FacadePiece(.season(season))) }
        return pieces
    }
}

/// A part at its place in a façade.
struct FacadePiece {
    let part: FacadePart.Name
    let x: Int

    init(_ part: FacadePart.Name, x: Int = 0) { (self.part, self.x) = (part, x) }
}
