extension Feature {
    /// The pages every site has, the codes of what was erased, and pictures.
    package static let shell = Feature(
        pages: [ErrorPage.self, OnePicturePage.self], fields: OnePicturePage.formFields, retention: [Erasure.retention],
        carryOver: { _, db, _ in try Erasure.repeated(.picture, in: "picture", db) })
}
