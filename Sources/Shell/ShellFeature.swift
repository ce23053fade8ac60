extension Feature {
    /// The pages every site has, and the codes of what was erased.
    package static let shell = Feature(pages: [ErrorPage.self], retention: [Erasure.retention])
}
