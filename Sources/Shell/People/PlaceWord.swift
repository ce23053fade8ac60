/// What the members call the place where their shops are: «les boutiques de la rue», «du quartier». The schema has no
/// list of the values; an unknown one is read as `street`.
package enum PlaceWord: String, Sendable, CaseIterable {
    case street
    case district
    case centre
    case village
    case town
    case zone

    /// «la rue», “the street”: a key of messages.
    package var the: String { "place." + rawValue }
    /// «de la rue», “of the street”.
    package var of: String { the + ".of" }
    /// «La rue», “The street”.
    package var title: String { the + ".title" }
}
