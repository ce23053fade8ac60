import Shell

extension Feature {
    /// Posters with the code of a shop's counter.
    package static let posters = Feature(
        pages: [
            PosterPage.self, PosterListPage.self, PosterSheetA4.self, PosterSheetA5.self, PosterSheetA6.self,
            PosterSheetTent.self, PosterSheetStickers.self,
        ],
        fields: PosterForm.fields)
}
