extension Feature {
    /// Posters with the code of a shop's counter.
    static let posters = Feature(pages: [PosterPage.self, PosterListPage.self])
}
