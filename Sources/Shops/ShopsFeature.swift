import Shell

extension Feature {
    /// The directory; adding, editing, removing and restoring a shop.
    package static let shops = Feature(
        pages: [
            DirectoryPage.self, EditShopPage.self, NewShopPage.self, SeasonPage.self,
            StreetsPage.self, ShopPicturesPage.self,
        ],
        fields: ShopForm.fields + SeasonForm.fields + StreetHandlers.fields + ShopPicturesPage.formFields,
        publicPages: { try [PublicPage(.directory)] + Shop.publicPages(in: $0) },
        waiting: { context, _ in try StreetHandlers.waiting(context) },
        waitingAt: { try ShopWithoutHours.waiting(at: $0, $1, in: $2) },
        personalData: [
            PersonalData(
                "shops", tables: ["shop", "shop_field"], basis: .legitimateInterest, persons: [.members],
                recipients: [.everyone], rules: [Shop.removedRule], hasNoFixedTerm: true,
                copies: [
                    CopiedRows(
                        "shopFields", [.text("shop"), .text("field"), .moment("when")],
                        sql: """
                            SELECT shop.name, field, written_at FROM shop_field JOIN shop ON shop.id = shop_id
                             WHERE written_by = ?1 ORDER BY written_at
                            """)
                ])
        ],
        withoutPersons: [
            "shop_search", "directory", "street_answer", "opening_hours", "exceptional_closure",
            "exceptional_opening", "season", "season_hours",
        ],
        removed: { try Shop.removed($0, $1, in: $2) },
        rebuild: { db, _ in
            try IndexedDetails.rebuildIndex(in: db)
            try DirectoryStamp.renew(in: db)
        },
        carryOver: { _, db, _ in try Shop.repeatDeletions(in: db) },
        workplaceLink: { .shop(name: $0.name, code: $0.code) })
}
