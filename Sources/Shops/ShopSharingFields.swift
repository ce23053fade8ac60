import Shell

/// The numbers of a shop for sharing costs, private to the association.
extension ShopFields {
    static let surface = ShopField(
        TextField(
            "surface", label: "shop.field.surface", limit: 20, invalid: "shop.surface.invalid", inputMode: "decimal",
            isShort: true), \.surfaceText, number: \.surface, column: "surface_dm2", .surface,
        headers: "surface|surface m2|surface en m2|surface de vente|superficie|m2|floor area")
    static let frontage = ShopField(
        TextField(
            "frontage", label: "shop.field.frontage", limit: 20, invalid: "shop.frontage.invalid",
            inputMode: "decimal", isShort: true), \.frontageText, number: \.frontage, column: "frontage_cm", .frontage,
        headers: """
            longueur de vitrine|lineaire de vitrine|lineaire|metres de vitrine|longueur de facade|frontage|
            length of the shop front
            """)
    static let headcount = ShopField(
        TextField(
            "headcount", label: "shop.field.headcount", limit: 20, invalid: "shop.headcount.invalid",
            inputMode: "numeric",
            isShort: true), \.headcountText, number: \.headcount, column: "headcount", .headcount,
        headers: "effectif|effectifs|nombre de salaries|salaries|nombre de personnes|staff|employees|headcount")
}
