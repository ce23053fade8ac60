import Base
import Shell

extension Feature {
    /// The association’s settings, which the president and vice-presidents may change.
    static let settings = Feature(
        pages: [
            SettingsPage.self, AddressPage.self, AddressTrialPage.self, LogoPage.self, MailSettingsPage.self,
            VATPage.self,
        ],
        fields: SettingsForm.fields + AddressForm.fields + LogoPage.formFields + MailForm.fields + VATPage.formFields
            + [
                AddressWarning.field
            ],
        hiddenFromRobots: ["/reglages", "/adresse/"],
        waiting: { try SettingsWaiting.lines($0, in: $1) }, withoutPersons: ["address_trial"],
        redirect: { Secret(copiedPath: $0, below: "/adresse/").map(Link.addressTrial) })
}
