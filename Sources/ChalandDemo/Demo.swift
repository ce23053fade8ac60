import Base
import Encounters
import Projects
import SQLite
import Shell

/// An invented street for demonstrations. Names, streets, people and texts are made up, as every page says. The same
/// seed on the same morning makes the same street; secrets (links, tokens) are still random.
package enum Demo {
    /// The size of a demonstration.
    package struct Size: Sendable, Equatable {
        /// Shops of the directory.
        package var shops = 40
        /// Shared projects.
        package var projects = 8
        /// Encounters, nearly all of the last 26 weeks.
        package var encounters = 3_000
        /// The seed of the random generator.
        package var seed: UInt64 = 1

        /// The sizes above.
        package init() {}
    }

    /// A person who can sign in to the demonstration. The password is public: it is printed here and in the
    /// documentation.
    package struct Account: Sendable {
        /// Their name.
        package let name: String
        /// The address they sign in with.
        package let email: String
        /// The password.
        package let password: String
        /// Who they are, in French.
        package let french: String
        /// The same in English.
        package let english: String
    }

    /// Why a storage was not filled.
    package enum Refusal: Error, Sendable {
        /// The storage is not empty; nothing was changed.
        case notEmpty
    }

    /// The president, the baker of the shop `7KQ2`, two shopkeepers who hold an office, and the bakery's salesperson.
    package static let accounts = [
        Account(
            name: "Hélène Brindelune", email: "presidente@vitrines.example", password: "une rue qui vit",
            french: "la présidente", english: "the president"),
        Account(
            name: "Lucien Pontbrise", email: "boulanger@vitrines.example", password: "du pain chaud",
            french: "le boulanger", english: "the baker"),
        Account(
            name: "Odile Tilleroy", email: "tresoriere@vitrines.example", password: "des comptes justes",
            french: "la trésorière, qui tient une boutique", english: "the treasurer, who runs a shop"),
        Account(
            name: "Karim Dorvallon", email: "secretaire@vitrines.example", password: "tout est noté",
            french: "le secrétaire, qui tient une boutique", english: "the secretary, who runs a shop"),
        Account(
            name: "Zoé Clairmanteau", email: "vendeuse@vitrines.example", password: "et avec ceci",
            french: "la vendeuse de la boulangerie", english: "the bakery’s salesperson"),
    ]

    /// Fills a new storage in one transaction: a demonstration that is interrupted leaves nothing behind.
    /// - Parameter progress: called with the share that is done, 0 to 1, on the writer's thread.
    /// - Throws: `Refusal.notEmpty` when the storage holds an association, a member or a shop.
    package static func fill(
        _ database: Database, _ size: Size = Size(), clock: Clock = .system, randomness: Randomness = .system,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws {
        // Before the transaction: scrypt is slow, and other writes would wait.
        let hashes = try accounts.map { try PasswordHash.make($0.password, salt: randomness.bytes(16)) }
        try fill(database, size, passwordHashes: hashes, clock: clock, randomness: randomness, progress: progress)
    }

    /// The same with password hashes for the accounts, empty for none.
    package static func fill(
        _ database: Database, _ size: Size, passwordHashes hashes: [String], clock: Clock,
        randomness: Randomness = .system,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws {
        let now = clock.now()
        let key = try StorageKey(beside: database.path, randomness)
        try database.writeNow { db in
            try requireEmpty(db)
            var street = DemoStreet(now: now, size: size, randomness: randomness, key: key)
            try street.found(passwordHashes: hashes, in: db)
            let reviews = min(street.plannedReviews, size.encounters)
            let isLarge = size.encounters >= 1_000
            let held = isLarge ? DemoStreet.heldCount : 0
            let lastYear = isLarge ? try street.insertNotesOfLastYear(in: db) : 0
            var codes = try DemoCodes(street, in: db)
            try DemoEncounters(street: street, count: size.encounters - reviews - held - lastYear).insert(
                by: &codes, in: db, progress: progress)
            try street.insertReviews(atMost: reviews, in: db)
            // The encounters so far have only their day. The held ones follow with a time, so that they become a burst.
            try EncounterTimes.markAllReduced(in: db)
            if held > 0 { try street.insertHeld(in: db) }
            try EncounterTimes.reduceAll(at: now, randomness, in: db)
            try NightlyFigures.rebuild(at: now, in: db)
            try Comparison.make(at: now, in: db)
            try Demand.make(in: db)
            try street.publishWords(in: db)
            try codes.insertOpens(in: db)
            try street.insertProjects(in: db)
            try street.insertNews(in: db)
            try street.insertNeeds(in: db)
            try street.insertKiosks(in: db)
            try street.insertSlips(in: db)
            progress(1)
        }
    }

    /// Whether the association of a site is a demonstration, where `accounts` can sign in.
    package static func isServed(by site: Site) throws -> Bool {
        try Association.current(in: site.database.makeReader())?.isDemo ?? false
    }

    private static func requireEmpty(_ db: Reader) throws {
        let isFounded = try Association.current(in: db) != nil
        let hasRows = try db.first("SELECT 1 FROM member UNION ALL SELECT 1 FROM shop LIMIT 1") { _ in true } ?? false
        if isFounded || hasRows { throw Refusal.notEmpty }
    }
}
