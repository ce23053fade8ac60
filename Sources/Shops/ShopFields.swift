import Base
import HTMLTemplate
import SQLite
import Shell

/// A field of a shop that people write, declared once: its form input, its property of `ShopDetails`, its column in the
/// store and the headers it has in imported files. Form, store, import, undo and conflict page all go through
/// `ShopFields`.
package struct ShopField: Sendable {
    typealias Path = any WritableKeyPath<ShopDetails, String> & Sendable
    typealias NumberPath = any WritableKeyPath<ShopDetails, Int?> & Sendable

    /// The part of the form that shows it.
    enum Section: Sendable {
        case details, hours
        /// E-mail and social networks.
        case contact
        /// What it offers, chosen from lists.
        case offer
        /// For sharing costs. Private to the association: never on a public page, in a public file or searched.
        case sharing
    }

    /// Its input in the form; nil for one that no form has.
    let input: TextField?
    /// Its name in the form, in the store, in imported files and in `shop_field`.
    let name: String
    let path: Path
    let section: Section
    /// Its column of the table `shop`: TEXT of the same name, or INTEGER for one with a `number`.
    let column: String
    /// The number of which `path` is the text form.
    let number: NumberPath?
    /// The headers its column may have, folded, separated by `|`; matched by `ShopColumn`.
    let headers: String
    /// Parses a typed or imported text into the text to store; nil when it is invalid.
    let understood: @Sendable (String) -> String?
    /// Cleans an imported text before it is parsed, such as rewriting capitals.
    let cleaned: @Sendable (String) -> String
    /// The list it is chosen from.
    let choices: ShopChoices?

    init(
        _ input: TextField, _ path: Path, in section: Section = .details, headers: String = "",
        understood: @escaping @Sendable (String) -> String? = { $0 },
        cleaned: @escaping @Sendable (String) -> String = { $0 }
    ) {
        self.input = input
        (name, self.path, self.section, self.headers) = (input.name, path, section, headers)
        (column, number, choices) = (input.name, nil, nil)
        (self.understood, self.cleaned) = (understood, cleaned)
    }

    /// A list of check boxes.
    init(_ name: String, _ path: Path, _ choices: ShopChoices, headers: String) {
        input = TextField(
            name, .choices, label: "shop.field." + name, limit: 300, invalid: "shop.choices.invalid",
            presence: .conditional)
        (self.name, self.path, section, self.headers) = (name, path, .offer, headers)
        (column, number, self.choices) = (name, nil, choices)
        understood = { text in
            let known = choices.read(text).known
            return known.isEmpty ? nil : known
        }
        cleaned = { $0 }
    }

    /// A number, for sharing costs.
    init(
        _ input: TextField, _ path: Path, number: NumberPath, column: String, _ measure: Measure,
        headers: String
    ) {
        self.input = input
        (name, self.path, section, self.headers) = (input.name, path, .sharing, headers)
        (self.column, self.number, choices) = (column, number, nil)
        (understood, cleaned) = ({ measure.understood($0) }, { $0 })
    }

    /// A field that no form has.
    init(name: String, _ path: Path) {
        input = nil
        (self.name, self.path, section, headers) = (name, path, .details, "")
        (column, number, choices) = (name, nil, nil)
        (understood, cleaned) = ({ $0 }, { $0 })
    }

    /// What is stored in its column.
    func value(in details: ShopDetails) -> any Bindable {
        if let number { return details[keyPath: number] }
        return details[keyPath: path]
    }

    /// Reads its column.
    func load(_ row: Row, at index: Int, into details: inout ShopDetails) {
        if let number {
            details[keyPath: number] = row.optionalInt(index)
        } else {
            details[keyPath: path] = row.text(index)
        }
    }

    /// A stored text as people read it.
    func words(_ text: String, _ messages: Messages) -> String { choices?.words(text, messages) ?? text }

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
            nom enseigne|nom du magasin|nom magasin|nom de l etablissement|nom etablissement|enseigne|boutique|commerce|
            magasin|etablissement|enseigne1etablissement|denomination usuelle|denominationusuelleetablissement|
            raison sociale|denomination|denomination sociale|denominationunitelegale|commercant|adherent|name|shop|
            shop name|store|store name|business|business name|trade name|company
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
            n et rue|adresse du local|adresse de la boutique|adresse du magasin|address|street|street address|
            address 1|address line 1
            """,
        cleaned: { FrenchCapitals.address(FrenchCapitals.apostrophes($0)) })
    static let postcode = ShopField(
        TextField("postcode", label: "shop.field.postcode", limit: 10, inputMode: "numeric", isShort: true), \.postcode,
        headers: """
            code postal|cp|code post|codepostal|codepostaletablissement|postcode|postal code|zip|zip code|zipcode|
            addr postcode|cp ville|code postal ville|code postal et ville|cp commune|code postal commune
            """)
    static let town = ShopField(
        TextField("town", label: "shop.field.town", limit: 120), \.town,
        headers: """
            commune|ville|localite|nom de la commune|libellecommuneetablissement|town|city|municipality|addr city
            """,
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
            web site|homepage|link|contact website
            """,
        understood: WebAddress.read)
    static let phone = ShopField(
        TextField(
            "phone", .telephone, label: "shop.field.phone", limit: PhoneNumber.limit, invalid: "shop.phone.invalid"),
        \.phone,
        headers: """
            telephone|tel|tel fixe|telephone fixe|numero de telephone|n de telephone|telephone 1|portable|
            tel portable|tel mobile|telephone portable|no tel|n tel|mobile|phone|phone number|telephone number|
            contact phone
            """,
        understood: { PhoneNumber(typed: $0)?.text })
    static let remark = ShopField(
        TextField("remark", label: "shop.field.remark", limit: 200, hint: "shop.remark.hint", autocomplete: nil),
        \.remark,
        in: .hours,
        headers: "precision sur les horaires|precisions sur les horaires|remarque sur les horaires|remark on the hours")
    /// Its position. It belongs to the address: a form that changes the address clears it; an import may set it.
    static let place = ShopField(name: "place", \.placeText)

    /// The fields of the form, each with a column.
    static let texts = [
        name, trade, address, postcode, town, description, site, phone, email, instagram, facebook, access, payment,
        services, remark, surface, frontage, headcount,
    ]
    /// All fields.
    static let all = texts + [place]
}
