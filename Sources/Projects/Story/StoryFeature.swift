import Shell

extension Feature {
    /// The page of a project apart from its other parts: leads, documents, amendments and experts.
    package static let projectStory = Feature(
        pages: [ProjectPeoplePage.self, DocumentsPage.self, AmendmentsPage.self, ExpertsPage.self, ExpertisePage.self],
        fields: [.choice(ProjectPeopleHandlers.person), .choice("decision")] + DocumentsPage.formFields
            + AmendmentsPage.formFields + ExpertsPage.formFields + ExpertisePage.formFields,
        hiddenFromRobots: ["/expertise/"],
        waiting: { try StoryRequests.waiting($0, in: $1) },
        personalData: [DocumentData.all, Amendment.personalData, ExpertData.all],
        removed: { try DocumentData.inBin($0, $1, in: $2) },
        carryOver: { replaced, db, _ in try ExpertData.carryOver(from: replaced, in: db) })
}
