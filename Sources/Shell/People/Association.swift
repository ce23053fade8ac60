/// The merchants' association this instance serves.
package struct Association: Sendable, Equatable {
    package let name: String
    package let town: String
    /// The street is invented, and every page says so.
    package let isDemo: Bool

    package init(name: String, town: String, isDemo: Bool) {
        self.name = name
        self.town = town
        self.isDemo = isDemo
    }

    /// A placeholder until the setup is done.
    static let inPreparation = Association(name: "Chaland", town: "", isDemo: false)
}
