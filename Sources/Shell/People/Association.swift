import Base

/// The merchants' association this instance serves.
package struct Association: Sendable, Equatable {
    /// «Les Vitrines du Lac».
    package let name: String
    /// «Annecy».
    package let town: String
    /// Whether the street is invented; every page says so then.
    package let isDemo: Bool
    /// The name preceded by the French «de»: «des Vitrines du Lac».
    package let nameAfterDe: String
    /// The address that visitors type, confirmed by a visit; empty for none. See `PublicAddress`.
    package let publicAddress: String
    /// What its members call the place of their shops.
    package let place: PlaceWord
    /// Its colours; nil for the standard ones.
    package let theme: Theme?
    /// The large version of its logo; nil without one.
    package let logo: Rendition?
    /// The small version of its logo, for letters and posters.
    package let printLogo: Rendition?
    /// The public holidays where its shops are.
    package let calendar: HolidayCalendar
    /// Whether façades are drawn with garlands in December and bunting in July.
    package let isSeasonal: Bool
    /// Whether anyone may ask to join by the form.
    package let isJoiningOpen: Bool

    /// An empty `nameAfterDe` is derived from the name (`String.afterDe`).
    package init(
        name: String, town: String, isDemo: Bool, nameAfterDe: String = "", publicAddress: String = "",
        place: PlaceWord = .street, theme: Theme? = nil, logo: Rendition? = nil, printLogo: Rendition? = nil,
        calendar: HolidayCalendar = .init(),
        isSeasonal: Bool = true, isJoiningOpen: Bool = false
    ) {
        (self.place, self.theme, self.logo, self.printLogo) = (place, theme, logo, printLogo)
        self.publicAddress = publicAddress
        (self.calendar, self.isSeasonal, self.isJoiningOpen) = (calendar, isSeasonal, isJoiningOpen)
        self.name = name
        self.nameAfterDe = nameAfterDe.isEmpty ? name.afterDe : nameAfterDe
        self.town = town
        self.isDemo = isDemo
    }

    /// The names of which no password may be made.
    var names: [String] { [name, town] }

    /// A placeholder until the setup is done.
    static let inPreparation = Association(name: "Chaland", town: "", isDemo: false)
}
