import Shell

extension Feature {
    /// Files of shops: read, corrected, confirmed, undone.
    package static let imports = Feature(
        pages: [NewImportPage.self, ImportPage.self, ImportReportPage.self],
        fields: NewImportForm.fields + ImportForm.fields,
        retention: ImportRetention.rules)
}
