extension Feature {
    /// The pages every site has, the codes of what was erased, and pictures.
    package static let shell = Feature(
        pages: [ErrorPage.self, VisitErrorPage.self, OnePicturePage.self, BinPage.self],
        fields: OnePicturePage.formFields,
        hiddenFromRobots: ["/corbeille"],
        personalData: [Erasure.personalData, Audit.personalData, Picture.personalData],
        withoutPersons: ["restoration", "due_work", "drawing"],
        carryOver: { _, db, _ in try Erasure.repeated(.picture, in: "picture", db) })
}
