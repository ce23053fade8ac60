import Base
import HTMLTemplate
import Shell

extension DirectorySnapshot {
    /// A shop as a line of the directory.
    package struct Line {
        package let id: Shop.ID
        package let code: String
        package let name: String
        let nameKey: String
        package let trade: String
        package let address: String
        /// «74000 Annecy», for maps.
        let city: String
        let place: Shop.Place?
        package let createdAt: Instant
        /// A position in the menu of trades.
        let tradeChoice: Int32
        /// A position in the menu of streets; -1 without a street.
        let streetChoice: Int32
        /// A position in the states of the snapshot.
        let state: Int32
        /// Whether it is open in the minute of the snapshot.
        package let isOpen: Bool
        /// Its first photo at several sizes, which stands in place of its façade; empty without one.
        let photo: [Picture.Use: Rendition]
        /// When it opens next, in minutes since the midnight before the snapshot; -1 if it is open or no opening is
        /// known.
        let opens: Int32

        init(
            _ shop: DirectoryShop, tradeChoice: Int?, streetChoice: Int?, state: Int32, isOpen: Bool,
            photo: [Picture.Use: Rendition],
            opens: Int32
        ) {
            (id, code, name, nameKey) = (shop.id, shop.code, shop.name, shop.nameKey)
            (trade, address, city, place) = (shop.trade, shop.address, shop.city, shop.place)
            createdAt = shop.createdAt
            (self.tradeChoice, self.streetChoice) = (Int32(tradeChoice ?? -1), Int32(streetChoice ?? -1))
            (self.state, self.isOpen, self.photo, self.opens) = (state, isOpen, photo, opens)
        }
        /// Its photo in place of its façade; nil without one. Without words, because name and state stand beside it.
        func photo(_ state: FacadeState, _ sign: Facade.Sign) -> HTML? {
            photo[sign == .icon ? .thumb : .small].map { photo in
                """
                <img class="facade \(state.rawValue)" src="\(photo.link.path)" width="\(photo.width)" \
                height="\(photo.height)" alt="" loading="lazy">
                """
            }
        }
    }
}
