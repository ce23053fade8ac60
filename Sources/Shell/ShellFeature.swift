extension Feature {
    /// The pages every site has.
    package static let shell = Feature(pages: [ErrorPage.self])
}
