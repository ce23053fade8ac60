import Shell
import Shops

extension Feature {
    /// Visits to a shop: the visitor's five faces and the salesperson's notes at the counter.
    package static let encounters = Feature(
        pages: [
            VisitPage.self, VisitCodePage.self, EncounterPage.self, ChangeCodePage.self, ShopEncountersPage.self,
        ],
        fields: EncounterForm.fields + CodeForm.fields,
        hiddenFromRobots: ["/b/", "/rencontre/"],
        dueJobs: [
            .daily("figures", hour: 0, minute: 15) { run in
                try run.writeRepeatedly { try NightlyFigures.makeNext(at: run.now, in: $0) }
            }
        ],
        withoutPersons: [
            "encounter_time", "change_key", "figures", "figures_changed_day", "shop_day", "association_day",
            "shop_day_feeling", "shop_feeling", "shop_feelings_shown",
        ],
        rebuild: { db, now in
            try ChangeKey.deleteAll(in: db)
            try NightlyFigures.rebuild(at: now, in: db)
        },
        carryOver: { replaced, db, now in try WithdrawnEncounters.carryOver(from: replaced, in: db, at: now) },
        redirect: VisitHandlers.canonicalLink(forPath:),
        reviewsLink: { .encounters(at: ShopCode($0.code)) })
}
