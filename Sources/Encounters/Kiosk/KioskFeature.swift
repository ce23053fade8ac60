import Base
import SQLite
import Shell
import Shops

extension Feature {
    /// The tablets in the shops.
    package static let kiosks = Feature(
        pages: [
            KiosksPage.self, KioskPage.self, TabletPage.self, TabletEndedPage.self, TabletUnknownPage.self,
            TabletSettingsPage.self,
        ],
        fields: KioskForm.fields, hiddenFromRobots: ["/borne/"], waitingAt: { try Kiosk.waiting(at: $0, $1, in: $2) },
        personalData: [
            PersonalData(
                "kiosks", tables: ["kiosk", "kiosk_address"], basis: .legitimateInterest, persons: [.members],
                recipients: [.shop, .presidency], rules: [endedRule, addressRule], hasNoFixedTerm: true)
        ],
        carryOver: { replaced, db, _ in try Kiosk.carryOver(from: replaced, in: db) })
}

private let endedRule = RetentionRule(
    "endedKiosks", table: "kiosk", term: Kiosk.endedTerm,
    sql: [
        """
        DELETE FROM kiosk WHERE id IN (SELECT id FROM kiosk WHERE ended_at <= ?1 ORDER BY ended_at LIMIT ?2)
        """
    ])
private let addressRule = RetentionRule(
    "kioskAddresses", table: "kiosk_address", term: Kiosk.endedTerm,
    sql: [
        """
        DELETE FROM kiosk_address
         WHERE token_hash IN (SELECT token_hash FROM kiosk_address WHERE ended_at <= ?1 ORDER BY ended_at LIMIT ?2)
        """
    ])

extension Kiosk {
    /// «La borne « Comptoir » ne répond plus depuis hier», on the home of those who manage the kiosk.
    static func waiting(at place: Workplace, _ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.manageKiosks, place) == true else { return [] }
        let today = context.now.local.day
        return try all(of: place.shop, now: context.now, in: db).filter { $0.isSilent(at: context.now) }.map { kiosk in
            let day = kiosk.seenAt?.local.day ?? today
            let what =
                day == today.adding(days: -1)
                ? context.say("kiosk.silent.yesterday", ["place": kiosk.place])
                : context.say("kiosk.silent", ["place": kiosk.place, "day": context.language.date(day)])
            return Waiting(
                .useful, what, why: context.say("kiosk.silent.why"), action: context.say("waiting.see"),
                .kiosk(kiosk.publicID, of: ShopCode(place.code)), context)
        }
    }

    /// The public id of the kiosk that a form makes: the same when the form is sent twice, another at another shop.
    static func publicID(_ form: String, at code: String, _ key: StorageKey) -> String {
        key.secret("kiosk form", Array((code + " " + form).utf8), length: 16).text.lowercased()
    }
}
