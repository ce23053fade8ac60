import Shell

extension Feature {
    /// Requests about personal data.
    static let requests = Feature(
        pages: [RequestFormPage.self, RequestsPage.self], fields: RequestForm.fields,
        hiddenFromRobots: ["/demandes", "/confidentialite/demande"],
        waiting: { try RequestHandlers.waiting($0, in: $1) }, personalData: [DataRequest.personalData])
}
