/// The merchants' association this instance serves.
struct Association: Sendable, Equatable {
    let name: String
    let town: String
    /// The street is invented, and every page says so.
    let isDemo: Bool

    /// What stands in its place until the first steps are done.
    static let inPreparation = Association(name: "Chaland", town: "", isDemo: false)
}
