import Shell
import Web

extension Link {
    package static let settings = Link(local: "/reglages")
    /// How VAT applies to the association.
    package static let vat = Link(local: "/reglages/tva")
    /// The public address of the site.
    package static let address = Link(local: "/reglages/adresse")
    /// How mail leaves.
    package static let mailSettings = Link(local: "/reglages/emails")
    /// The logo of the association.
    package static let logo = Link(local: "/reglages/logo")
}
