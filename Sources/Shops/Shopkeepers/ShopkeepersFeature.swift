import Shell

extension Feature {
    /// The people of a shop, and the end of their access.
    package static let shopkeepers = Feature(
        pages: [ShopPeoplePage.self, EndAccessPage.self], fields: EndAccessForm.fields)
}
