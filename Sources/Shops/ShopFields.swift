import Base
import Shell

/// A field of a shop that people write, declared once: its form input, its property of `ShopDetails`, its column in the
/// store and the headers it has in imported files. Form, store, import, undo and conflict page all go through
/// `ShopFields`.
package struct ShopField: Sendable {
    typealias Path = any WritableKeyPath<ShopDetails, String> & Sendable

    /// Its input in the form; nil for one that no form has.
    let input: TextField?
    /// Its name in the form, in the store, in imported files and in `shop_field`.
    let name: String
    let path: Path
    /// The headers its column may have, folded, separated by `|`; matched by `ShopColumn`.
    let headers: String
    /// Parses a typed or imported text into the text to store; nil when it is invalid.
    let understood: @Sendable (String) -> String?
    /// Cleans an imported text before it is parsed, such as rewriting capitals.
    let cleaned: @Sendable (String) -> String

    init(
        _ input: TextField, _ path: Path, headers: String = "",
        understood: @escaping @Sendable (String) -> String? = { $0 },
        cleaned: @escaping @Sendable (String) -> String = { $0 }
    ) {
        self.input = input
        (name, self.path, self.headers) = (input.name, path, headers)
        (self.understood, self.cleaned) = (understood, cleaned)
    }

    /// A field that no form has.
    init(name: String, _ path: Path) {
        input = nil
        (self.name, self.path, headers) = (name, path, "")
        (understood, cleaned) = ({ $0 }, { $0 })
    }

    /// The most characters.
    var limit: Int { input?.limit ?? 60 }
}

/// The fields of a shop, in the order of the form. A new field needs a property of `ShopDetails`, a declaration here
/// and its line in `texts`, a column of the schema, and its messages.
enum ShopFields {
    static let name = ShopField(
        TextField("name", label: "shop.field.name", limit: 120, missing: "shop.name.missing"), \.name,
        headers: """
            nom|nom du commerce|nom de la boutique|nom boutique|nom commerce|nom commercial|nom de l enseigne|
            enseigne|boutique|commerce|magasin|etablissement|raison sociale|denomination|commercant|adherent|
            name|shop|shop name|store|store name|business|business name|trade name|company
            """,
        cleaned: { FrenchCapitals.name(FrenchCapitals.apostrophes($0)) })
    static let trade = ShopField(
        TextField(
            "trade", label: "shop.field.trade", limit: 80, missing: "shop.trade.missing", hint: "shop.trade.hint",
            list: "trades"), \.trade,
        headers: """
            type de commerce|type|metier|activite|activites|categorie|secteur|secteur d activite|specialite|
            profession|nature|rubrique|trade|category|activity|kind|sector|business type|shop type
            """,
        cleaned: { FrenchCapitals.sentence(FrenchCapitals.apostrophes($0)) })
    static let address = ShopField(
        TextField("address", label: "shop.field.address", limit: 200), \.address,
        headers: """
            adresse|adresse postale|adresse du commerce|adresse complete|adresse 1|rue|voie|numero et rue|
            n et rue|address|street|street address|address 1|address line 1
            """,
        cleaned: { FrenchCapitals.address(FrenchCapitals.apostrophes($0)) })
    static let postcode = ShopField(
        TextField("postcode", label: "shop.field.postcode", limit: 10, inputMode: "numeric", isShort: true), \.postcode,
        headers: "code postal|cp|code post|codepostal|postcode|postal code|zip|zip code|zipcode")
    static let town = ShopField(
        TextField("town", label: "shop.field.town", limit: 120), \.town,
        headers: "commune|ville|localite|nom de la commune|town|city|municipality",
        cleaned: { FrenchCapitals.name(FrenchCapitals.apostrophes($0)) })
    static let description = ShopField(
        TextField(
            "description", .lines(6), label: "shop.field.description", limit: 1_000, hint: "shop.description.hint",
            autocomplete: nil), \.description,
        headers: "description|presentation|descriptif|a propos|texte|about|summary")
    static let site = ShopField(
        TextField(
            "site", label: "shop.field.site", limit: 300, invalid: "shop.site.invalid", inputMode: "url",
            placeholder: "https://"), \.site,
        headers: """
            site internet|site web|site|web|url|lien|adresse web|adresse du site|page web|internet|website|
            web site|homepage|link
            """,
        understood: WebAddress.read)
    static let phone = ShopField(
        TextField(
            "phone", .telephone, label: "shop.field.phone", limit: PhoneNumber.limit, invalid: "shop.phone.invalid"),
        \.phone,
        headers: """
            telephone|tel|tel fixe|telephone fixe|numero de telephone|n de telephone|telephone 1|portable|
            mobile|phone|phone number|telephone number
            """,
        understood: { PhoneNumber(typed: $0)?.text })
    /// Its position. It belongs to the address: a form that changes the address clears it; an import may set it.
    static let place = ShopField(name: "place", \.placeText)

    /// The fields of the form, each stored in a TEXT column of its name.
    static let texts = [name, trade, address, postcode, town, description, site, phone]
    /// All fields.
    static let all = texts + [place]
}
