import Shell

extension Feature {
    /// The bons plans of shops.
    package static let deals = Feature(
        pages: [DealsPage.self, DealPage.self], fields: DealForm.fields, personalData: [Deal.personalData],
        carryOver: { replaced, db, _ in try Deal.carryOver(from: replaced, in: db) })
}
