import Base
import Shell

/// What a column of a file of shops can hold: a field of a shop, or a part of one. Forms and the store use the raw
/// value.
struct ShopColumn: RawRepresentable, Hashable, CaseIterable, Sendable, Codable, CodingKeyRepresentable {
    let rawValue: String

    /// The column of this name; nil when there is none.
    init?(rawValue: String) {
        guard ShopColumn.allCases.contains(where: { $0.rawValue == rawValue }) else { return nil }
        self.init(named: rawValue)
    }

    private init(named name: String) { rawValue = name }

    /// The column of a field.
    init(_ field: ShopField) { self.init(named: field.name) }

    static let name = ShopColumn(ShopFields.name)
    static let trade = ShopColumn(ShopFields.trade)
    static let address = ShopColumn(ShopFields.address)
    static let postcode = ShopColumn(ShopFields.postcode)
    static let town = ShopColumn(ShopFields.town)
    static let description = ShopColumn(ShopFields.description)
    static let site = ShopColumn(ShopFields.site)
    static let phone = ShopColumn(ShopFields.phone)
    static let place = ShopColumn(ShopFields.place)
    /// Parts of the address.
    static let streetNumber = ShopColumn(named: "streetnumber")
    static let repetition = ShopColumn(named: "repetition")
    static let streetType = ShopColumn(named: "streettype")
    static let streetName = ShopColumn(named: "streetname")
    static let addressMore = ShopColumn(named: "addressmore")
    /// Parts of the description.
    static let details = ShopColumn(named: "details")
    /// Services that are no choice of the field are a part of the description.
    static let services = ShopColumn(ShopFields.services)
    /// Parts of the place.
    static let latitude = ShopColumn(named: "latitude")
    static let longitude = ShopColumn(named: "longitude")
    /// The opening hours of the week, and of each day from Monday.
    static let hours = ShopColumn(named: "hours")
    static let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map {
        ShopColumn(named: $0)
    }

    /// Every column, in the order of the list to choose from.
    static let allCases: [ShopColumn] =
        ShopFields.texts.flatMap { [ShopColumn($0)] + (parts[$0.name] ?? []) } + [place, latitude, longitude, hours]
        + days

    /// The columns that hold a part of a field, by its name.
    private static let parts = [
        ShopFields.address.name: [streetNumber, repetition, streetType, streetName, addressMore],
        ShopFields.description.name: [details],
    ]

    /// The most characters: those of the form of a shop.
    var limit: Int {
        switch self {
        case .details, .services, .hours: ShopFields.description.limit
        case .streetName, .addressMore: ShopFields.address.limit
        default: ShopFields.all.first { $0.name == rawValue }?.limit ?? ShopFields.place.limit
        }
    }

    /// The message with its name.
    var label: String { "import.column.\(rawValue)" }

    /// The column named by a French or English header, in any spelling; nil for an unknown one. «Nom (obligatoire) *»
    /// is «nom».
    init?(header: String) {
        guard header.utf8.count <= 200 else { return nil }
        func column(_ text: String) -> ShopColumn? {
            ShopColumn.byHeader[text.folded.split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")]
        }
        guard let column = column(header) ?? column(String(header.prefix { $0 != "(" })) else { return nil }
        self = column
    }

    private static let byHeader: [String: ShopColumn] = {
        var all: [String: ShopColumn] = [:]
        for (column, names) in ShopFields.texts.map({ (ShopColumn($0), $0.headers) }) + headersOfParts {
            for name in names.replacing("\n", with: "").split(separator: "|") { all[String(name)] = column }
        }
        return all
    }()

    private static let headersOfParts: [(ShopColumn, String)] =
        [
            (
                .streetNumber,
                "numero|no|n|num|numero voie|numero de voie|n voie|numerovoieetablissement|house number|addr housenumber"
            ),
            (
                .repetition,
                "indice de repetition|indice repetition|repetition|bis ter|btq|indicerepetitionetablissement"
            ),
            (.streetType, "type de voie|type voie|nature de voie|typevoieetablissement|street type"),
            (
                .streetName,
                """
                libelle voie|libelle de voie|libelle de la voie|nom de voie|nom voie|nom de la voie|nom de la rue|nom rue|
                libellevoieetablissement|street name|addr street
                """
            ),
            (
                .addressMore,
                "complement d adresse|complement adresse|adresse complement|adresse 2|address 2|address line 2|batiment"
            ),
            (.details, "precisions|precision|complement|complements|details|detail|remarques|more"),
            (
                .place,
                "position latitude longitude|geo point 2d|geo point|coordonnees|coordonnees gps|gps|geolocalisation|coordinates|location|latlon|lat lon"
            ),
            (.latitude, "latitude|lat|y"), (.longitude, "longitude|lon|lng|long|x"),
            (
                .hours,
                "horaires|horaire|horaires d ouverture|heures d ouverture|jours et horaires|opening hours|hours"
            ),
        ]
        + zip(days, ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"])
        .map { ($0, "\($1)|horaires \($1)|\($0.rawValue)") }
}
