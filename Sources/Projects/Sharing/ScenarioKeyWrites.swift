import Base
import SQLite
import Shell
import Shops

/// A key as chosen in its form, before the shops are read.
struct KeyChoice: Sendable, Equatable {
    var key: DistributionKey
    var asked: ScenarioKey.Asked
    var options: [KeyOption] = []
}

extension KeyChoice {
    /// Chooses it for a scenario, and copies what each shop asked has declared by now. Exemptions and tiers that were
    /// chosen before stay.
    /// - Throws: `conflict` when a call for pledges has frozen the key, or when it changed since `version`.
    func save(
        for scenario: Scenario.ID, replacing version: Int?, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        let before = try ScenarioKey.of(scenario, in: db)
        guard before?.isFrozen != true, before?.version == version else { throw Failure.conflict }
        let (columns, rule) = (key.basis.columns, key.rule)
        try db.run(
            """
            INSERT INTO distribution_key (scenario_id, measure, second, thousandths, fixed_cents, floor_cents, cap_cents,
                                          asked, chosen_by, chosen_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                ON CONFLICT (scenario_id) DO UPDATE
               SET measure = excluded.measure, second = excluded.second, thousandths = excluded.thousandths,
                   fixed_cents = excluded.fixed_cents, floor_cents = excluded.floor_cents,
                   cap_cents = excluded.cap_cents, asked = excluded.asked, chosen_by = excluded.chosen_by,
                   chosen_at = excluded.chosen_at, version = distribution_key.version + 1
            """, scenario, columns.measure, columns.second, columns.thousandths, rule.fixed, rule.floor, rule.cap,
            asked.rawValue, member, now)
        try db.run("DELETE FROM key_option WHERE scenario_id = ?1", scenario)
        for option in options {
            try db.run(
                "INSERT INTO key_option (scenario_id, number, name, amount) VALUES (?1, ?2, ?3, ?4)", scenario,
                option.number, option.name, option.amount)
        }
        try ScenarioKey.readShops(of: scenario, before: before, in: db)
    }
}

extension ScenarioKey {
    /// Reads the shops asked and what they have declared.
    fileprivate static func readShops(of scenario: Scenario.ID, before: ScenarioKey?, in db: Writer) throws {
        try db.run("DELETE FROM key_shop WHERE scenario_id = ?1", scenario)
        try db.run(
            """
            INSERT INTO key_shop (scenario_id, shop_id, surface_dm2, frontage_cm, headcount, option_number)
            SELECT ?1, shop.id, shop.surface_dm2, shop.frontage_cm, shop.headcount,
                   (SELECT number FROM membership JOIN key_option ON key_option.scenario_id = ?1
                       AND key_option.name = membership.category
                     WHERE membership.shop_id = shop.id AND membership.until_at IS NULL
                       AND 'category' IN (distribution_key.measure, ifnull(distribution_key.second, '')))
              FROM distribution_key JOIN scenario ON scenario.id = distribution_key.scenario_id JOIN shop
             WHERE distribution_key.scenario_id = ?1 AND shop.removed_at IS NULL
               AND (distribution_key.asked = 'all'
                    OR EXISTS (SELECT 1 FROM participation WHERE participation.project_id = scenario.project_id
                                  AND participation.shop_id = shop.id AND participation.left_at IS NULL))
            """, scenario)
        // Shops in a category that pays no share are asked only in projects they take part in.
        for shop in try MemberCategory.shops(without: .share, in: db) {
            try db.run(
                """
                DELETE FROM key_shop WHERE scenario_id = ?1 AND shop_id = ?2
                   AND NOT EXISTS (SELECT 1 FROM scenario JOIN participation USING (project_id)
                                    WHERE scenario.id = ?1 AND participation.shop_id = ?2 AND left_at IS NULL)
                """, scenario, shop)
        }
        for shop in before?.shops ?? [] {
            let tier = before?.key.basis == .tier ? shop.option : nil
            try db.run(
                """
                UPDATE key_shop
                   SET exemption = ?3,
                       option_number = ifnull(option_number, (SELECT key_option.number FROM key_option JOIN distribution_key
                           USING (scenario_id) WHERE scenario_id = ?1 AND measure = 'tier' AND number = ?4))
                 WHERE scenario_id = ?1 AND shop_id = ?2
                """, scenario, shop.id, shop.exemption, tier)
        }
    }

    /// Fills in what shops have declared since the key was chosen; values copied before stay.
    static func readMissing(of scenario: Scenario.ID, in db: Writer) throws {
        try db.run(
            """
            UPDATE key_shop
               SET surface_dm2 = ifnull(surface_dm2, (SELECT surface_dm2 FROM shop WHERE id = shop_id)),
                   frontage_cm = ifnull(frontage_cm, (SELECT frontage_cm FROM shop WHERE id = shop_id)),
                   headcount = ifnull(headcount, (SELECT headcount FROM shop WHERE id = shop_id)),
                   option_number = ifnull(option_number,
                       (SELECT number FROM membership JOIN key_option ON key_option.name = membership.category
                          JOIN distribution_key ON distribution_key.scenario_id = key_option.scenario_id
                         WHERE membership.shop_id = key_shop.shop_id AND membership.until_at IS NULL
                           AND key_option.scenario_id = ?1
                           AND 'category' IN (distribution_key.measure, ifnull(distribution_key.second, ''))))
             WHERE scenario_id = ?1
            """, scenario)
    }

    /// The shop chooses a tier; `notFound` for a tier that the key does not have.
    /// - Parameter now: the server's clock inside the write. Throws `over` when a call is past its deadline or was met.
    func choose(tier: Int, for shop: Shop.ID, at now: Instant, in db: Writer) throws {
        guard try !PledgeCall.isOver(for: scenario, at: now, in: db) else { throw Failure.over }
        guard key.basis == .tier, options.contains(where: { $0.number == tier }) else { throw Failure.notFound }
        try db.run(
            "UPDATE key_shop SET option_number = ?3 WHERE scenario_id = ?1 AND shop_id = ?2", scenario, shop, tier)
    }

    /// Exempts a shop, or ends its exemption for an empty reason. The version of the key is incremented. `conflict`
    /// once it is frozen.
    func exempt(_ shop: Shop.ID, reason: String, at now: Instant, in db: Writer) throws {
        guard !isFrozen else { throw Failure.conflict }
        try db.run(
            "UPDATE key_shop SET exemption = ?3 WHERE scenario_id = ?1 AND shop_id = ?2", scenario, shop, reason)
        try db.run(
            "UPDATE distribution_key SET version = version + 1, chosen_at = ?2 WHERE scenario_id = ?1", scenario, now)
    }

    /// Freezes the totals of the measures: a call for pledges opens.
    func freeze(at now: Instant, in db: Writer) throws {
        let totals = key.basis == .tier ? [0] : totals
        try db.run(
            """
            UPDATE distribution_key SET first_total = ?2, second_total = ?3, frozen_at = ?4
             WHERE scenario_id = ?1 AND frozen_at IS NULL
            """, scenario, totals.first, totals.count > 1 ? totals[1] : nil, now)
    }

    /// Lets the key be changed again: the call was cancelled.
    static func thaw(_ scenario: Scenario.ID, in db: Writer) throws {
        try db.run(
            """
            UPDATE distribution_key SET first_total = NULL, second_total = NULL, frozen_at = NULL WHERE scenario_id = ?1
            """, scenario)
    }
}
