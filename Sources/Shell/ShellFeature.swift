extension Feature {
    /// The pages every site has.
    static let shell = Feature(pages: [ErrorPage.self])
}
