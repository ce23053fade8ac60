import Shell

extension Feature {
    /// The public page of a shop.
    static let shopPage = Feature(pages: [ShopPage.self])
}
