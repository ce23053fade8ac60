/// What some tables store about persons, why, and for how long: an entry of the register of processing (RGPD, art. 30).
/// Declared by the feature that owns the tables (`Feature.personalData`). The register, the privacy page and the daily
/// deletion, a member's copy and the erasure of a member follow from it.
///
/// Its words are messages: `register.NAME` is the purpose, `register.NAME.data` what is stored, `register.NAME.term`
/// how long rows without a fixed term are stored.
package struct PersonalData: Sendable {
    /// The legal bases (RGPD, art. 6(1)).
    package enum Basis: String, Sendable, CaseIterable {
        /// Article 6(1)(a).
        case consent
        /// Article 6(1)(b): the person is a member of the association.
        case contract
        /// Article 6(1)(c).
        case legalObligation
        /// Article 6(1)(f).
        case legitimateInterest
    }

    /// Whose data is stored.
    package enum Persons: String, Sendable, CaseIterable {
        case visitors, authors, members
    }

    /// Who reads it.
    package enum Recipients: String, Sendable, CaseIterable {
        /// Visitors of the site.
        case everyone
        /// The person themselves.
        case person
        /// The people of the shop.
        case shop
        case members
        case board
        case presidency
    }

    /// Unique; part of its messages.
    package let name: String
    /// The tables that store it.
    package let tables: [String]
    /// Why it may be stored.
    package let basis: Basis
    /// The first one is the section of the privacy page.
    package let persons: [Persons]
    package let recipients: [Recipients]
    /// The rows that are deleted after a fixed term.
    package let rules: [RetentionRule]
    /// Whether rows are stored without a fixed term: the message `register.NAME.term` says how long.
    package let hasNoFixedTerm: Bool
    /// What belongs to a member's copy of their data.
    package let copies: [CopiedRows]
    /// Statements that erase a member from these tables, run in one write. `?1`: the member. `?2`: now.
    package let erasing: [String]

    /// Without a rule, `hasNoFixedTerm` must be true.
    package init(
        _ name: String, tables: [String], basis: Basis, persons: [Persons], recipients: [Recipients],
        rules: [RetentionRule] = [], hasNoFixedTerm: Bool = false, copies: [CopiedRows] = [], erasing: [String] = []
    ) {
        precondition(
            !persons.isEmpty && !recipients.isEmpty && (hasNoFixedTerm || !rules.isEmpty), "incomplete: \(name)")
        (self.name, self.tables, self.basis, self.persons) = (name, tables, basis, persons)
        (self.recipients, self.rules, self.hasNoFixedTerm) = (recipients, rules, hasNoFixedTerm)
        (self.copies, self.erasing) = (copies, erasing)
    }
}

extension PersonalData {
    /// What it is stored for.
    package func purpose(_ context: Context) -> String { context.say("register.\(name)") }

    /// What is stored.
    package func data(_ context: Context) -> String { context.say("register.\(name).data") }

    /// The legal basis: «adhésion à l’association (RGPD, art. 6.1.b)».
    package func basis(_ context: Context) -> String { context.say("register.basis.\(basis)") }

    /// «visiteurs, adhérents»
    package func persons(_ context: Context) -> String {
        persons.map { context.say("register.persons.\($0)") }.joined(separator: ", ")
    }

    /// «le bureau, la personne elle-même»
    package func recipients(_ context: Context) -> String {
        recipients.map { context.say("register.recipients.\($0)") }.joined(separator: ", ")
    }

    /// A sentence for each term: «30 jours après la connexion.»
    package func terms(_ context: Context) -> [String] {
        rules.map { $0.words(context) } + (hasNoFixedTerm ? [context.say("register.\(name).term")] : [])
    }
}
