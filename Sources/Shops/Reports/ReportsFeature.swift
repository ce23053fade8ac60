import Shell

extension Feature {
    /// Errors that visitors report about the page of a shop.
    package static let errorReports = Feature(
        pages: [ErrorReportPage.self], fields: ErrorReportForm.fields, retention: [ErrorReport.retention])
}
