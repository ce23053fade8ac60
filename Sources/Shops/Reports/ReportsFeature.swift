import Shell

extension Feature {
    /// Errors that visitors report about the page of a shop.
    package static let errorReports = Feature(
        pages: [ErrorReportPage.self], fields: ErrorReportForm.fields,
        waiting: { try ErrorReport.waiting($0, in: $1) },
        waitingAt: { try ErrorReport.waiting(at: $0, $1, in: $2) }, personalData: [ErrorReport.personalData])
}
