import Shell

extension Feature {
    /// The public page of a shop, and the page that shares it.
    static let shopPage = Feature(pages: [ShopPage.self, ShopSharePage.self])
}
