import SQLite

/// A shop that encounters are recorded at.
final class KnownShop {
    let id: Shop.ID
    /// What met before is in the counts of the shop.
    @exclusivity(unchecked) private(set) var countedBefore: Instant
    /// When the newest encounter is; long ago where there is none.
    @exclusivity(unchecked) private var newest: Instant
    /// How many met since `countedBefore`, or were about to.
    @exclusivity(unchecked) private var expected: Int
    /// What those are of them that came by here: some 2 KB where a shop has all kinds of them.
    @exclusivity(unchecked) private(set) var uncounted = ShopCounts.Tally()

    fileprivate init(id: Shop.ID, countedBefore: Instant, newest: Instant, expected: Int) {
        self.id = id
        self.countedBefore = countedBefore
        self.newest = newest
        self.expected = expected
    }

    /// Whether those not counted are to be added up before one meets at `moment`: there are enough of them, and a second has begun,
    /// so that hardly anybody comes late who met in the one before.
    fileprivate func isDue(at moment: Instant) -> Bool {
        expected >= SiteLimits.uncountedEncounters
            && (moment > newest || expected >= SiteLimits.uncountedAtOnce)
    }

    /// Somebody may meet at `moment`. Where nothing is recorded after all, the others are only added up a little earlier.
    fileprivate func expect(at moment: Instant) {
        if moment >= countedBefore { expected += 1 }
    }

    /// Somebody has met; nil: an encounter that is held and counts for no line.
    func met(_ line: ShopCounts.Line?, at moment: Instant) {
        newest = max(newest, moment)
        if moment >= countedBefore { uncounted.add(line) }
    }

    /// All who met before `moment` are in the counts now, and nobody has met since.
    func begin(countedBefore moment: Instant) {
        countedBefore = moment
        expected = 0
        uncounted = ShopCounts.Tally()
    }
}

/// The shops that have had an encounter, from one commit to the next, while nobody else commits and no shop of the street changes.
final class KnownShops: WriterMemory {
    @exclusivity(unchecked) private var byCode: [String: KnownShop] = [:]
    @exclusivity(unchecked) private var version: Int?
    @exclusivity(unchecked) private var stamp: Int?

    init() {}

    /// Those known, less what may not be true any more.
    static func upToDate(in db: Writer) throws -> KnownShops {
        let shops = db.memory(KnownShops.self)
        // Before the first shop is known. What an undone commit had made goes with it, and this memory too.
        if shops.version == nil { try db.execute(ShopCounts.changesNoted) }
        let version = try db.dataVersion()
        let stamp = try db.first("SELECT stamp FROM directory WHERE id = 1") { $0.int(0) }
        if version != shops.version || stamp != shops.stamp { shops.byCode.removeAll(keepingCapacity: true) }
        (shops.version, shops.stamp) = (version, stamp)
        return shops
    }

    /// As `EncounterBook.shop`.
    func shop(_ code: String, at moment: Instant, in db: Writer) throws -> KnownShop? {
        guard let shop = try byCode[code] ?? find(code, in: db) else { return nil }
        if shop.isDue(at: moment) { try ShopCounts.bringUpToDate(shop, in: db) }
        shop.expect(at: moment)
        return shop
    }

    private func find(_ code: String, in db: Reader) throws -> KnownShop? {
        let found = try db.first(
            """
            SELECT shop.id, ifnull(counted_before, 0),
                   (SELECT max(met_at) FROM encounter WHERE encounter.shop_id = shop.id),
                   (SELECT count(*) FROM encounter
                     WHERE encounter.shop_id = shop.id AND met_at >= ifnull(counted_before, 0))
              FROM shop LEFT JOIN shop_count ON shop_count.shop_id = shop.id
             WHERE code = ?1 AND removed_at IS NULL
            """, code
        ) {
            KnownShop(
                id: Shop.ID(rawValue: $0.int(0)), countedBefore: Instant(seconds: $0.int(1)),
                newest: Instant(seconds: $0.optionalInt(2) ?? .min), expected: $0.int(3))
        }
        byCode[code] = found
        return found
    }
}
