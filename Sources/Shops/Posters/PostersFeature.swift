import Shell

extension Feature {
    /// Posters with the code of a shop's counter.
    package static let posters = Feature(pages: [PosterPage.self, PosterListPage.self])
}
