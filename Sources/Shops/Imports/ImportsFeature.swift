extension Feature {
    /// Files of shops: read, corrected, confirmed, undone.
    static let imports = Feature(
        pages: [NewImportPage.self, ImportPage.self, ImportReportPage.self], retention: ImportRetention.rules)
}
