extension Feature {
    /// Visits to a shop: the visitor's five faces, the seller's notes at the counter.
    static let encounters = Feature(
        pages: [
            VisitPage.self, VisitCodePage.self, EncounterPage.self, ChangeCodePage.self, ShopEncountersPage.self,
        ],
        fields: EncounterForm.fields + CodeForm.fields,
        hiddenFromRobots: ["/b/", "/rencontre/"],
        rebuild: { db in
            try ChangeKey.forgetAll(in: db)
            try Recount.encounters(in: db)
        },
        redirect: VisitHandlers.straightened)
}
