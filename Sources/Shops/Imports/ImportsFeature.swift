import Shell

extension Feature {
    /// Lists of shops and of members: read, corrected, imported, undone.
    package static let imports = Feature(
        pages: [
            NewImportPage.self, ImportPage.self, ImportReportPage.self, NewPeopleImportPage.self, PeopleImportPage.self,
        ],
        fields: NewImportForm.fields + ImportForm.fields + PeopleImportForm.fields,
        waiting: { try ImportsWaiting.lines($0, in: $1) },
        waitingAt: { try ImportedChange.waiting(at: $0, $1, in: $2) },
        personalData: [ImportData.all])
}
