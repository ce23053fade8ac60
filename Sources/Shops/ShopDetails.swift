/// Everything about a shop that people write: what its form holds, what a file of shops brings.
struct ShopDetails: Sendable, Equatable {
    var name: String
    var trade: String
    var address = ""
    var postcode = ""
    var town = ""
    var place: Shop.Place?
    var description = ""
    /// The address of its site, `http(s)` only, checked before it comes here.
    var site = ""
    var phone = ""

    /// The street of the address, for the directory's filter: «14 bis, bd de la Gare» → «boulevard de la Gare».
    var street: String { Street.name(in: address, town: town) }
}

extension ShopDetails {
    /// What a shop has now, to change a part of it.
    init(_ shop: Shop) {
        self.init(
            name: shop.name, trade: shop.trade, address: shop.address, postcode: shop.postcode, town: shop.town,
            place: shop.place, description: shop.description, site: shop.site, phone: shop.phone)
    }
}
