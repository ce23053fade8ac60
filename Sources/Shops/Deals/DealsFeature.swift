import Shell

extension Feature {
    /// The bons plans of shops.
    package static let deals = Feature(
        pages: [DealsPage.self, DealPage.self], fields: DealForm.fields, personalData: [Deal.personalData],
        removed: { try Deal.removed($0, $1, in: $2) },
        carryOver: { replaced, db, _ in try Deal.carryOver(from: replaced, in: db) })
}
