import Base
import Shell

/// The fields in the folded parts of a shop’s form: e-mail and social networks, and what the shop offers.
extension ShopFields {
    static let email = ShopField(
        TextField(
            "email", .email, label: "shop.field.email", limit: EmailAddress.limit, invalid: "shop.email.invalid",
            hint: "shop.email.hint"), \.email, in: .contact,
        headers: """
            mail|e mail|email|courriel|adresse mail|adresse e mail|adresse email|adresse electronique|mel|mail contact|
            email contact|contact mail|contact email|email address
            """,
        understood: { EmailAddress(typed: $0)?.text })
    static let instagram = ShopField(
        TextField(
            "instagram", label: "shop.field.instagram", limit: 300, invalid: "shop.instagram.invalid",
            hint: "shop.instagram.hint"), \.instagram, in: .contact,
        headers: "instagram|insta|compte instagram|page instagram|lien instagram|contact instagram",
        understood: SocialPage.instagram)
    static let facebook = ShopField(
        TextField(
            "facebook", label: "shop.field.facebook", limit: 300, invalid: "shop.facebook.invalid",
            hint: "shop.facebook.hint"), \.facebook, in: .contact,
        headers: "facebook|page facebook|compte facebook|lien facebook|fb|contact facebook",
        understood: SocialPage.facebook)
    static let access = ShopField(
        "access", \.access, .access,
        headers: "acces|accessibilite|acces handicape|acces pmr|pmr|accessibility|access")
    static let payment = ShopField(
        "payment", \.payment, .payment,
        headers: """
            moyens de paiement|moyen de paiement|modes de paiement|mode de paiement|paiement|paiements|
            reglement|modes de reglement|moyens de reglement|payment|payments|means of payment|payment methods
            """)
    static let services = ShopField(
        "services", \.services, .services, headers: "services|service|services proposes|services offered")
}
