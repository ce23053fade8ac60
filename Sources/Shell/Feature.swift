import SQLite

/// What one feature adds to the site. Each feature declares one beside its code; `SiteMap.swift` lists them.
package struct Feature: Sendable {
    /// Its pages; see `PageSet`.
    package var pages: [any Page.Type] = []
    /// The fields of its forms. They say which values a pending submission may show again, and which it must not carry.
    package var fields: [AnyField] = []
    /// Paths closed to search engines, without a language (RFC 9309: `/avis/` covers everything below).
    package var hiddenFromRobots: [String] = []
    /// Its public pages, for `/sitemap.xml`.
    package var publicPages: @Sendable (Reader) throws -> [PublicPage] = { _ in [] }
    /// For a form sent to an address that is not a page and has no page above it: the route of the form → the route of
    /// its page.
    package var formPages: [String: String] = [:]
    /// How many things wait for a decision of the moderators: the number in their navigation.
    package var pending: @Sendable (Reader) throws -> Int = { _ in 0 }
    /// What waits for a member in the association: lines of their home, only for what they may do or read.
    package var waiting: @Sendable (Context, Reader) throws -> [Waiting] = { _, _ in [] }
    /// What waits for a member at one of their shops.
    package var waitingAt: @Sendable (Workplace, Context, Reader) throws -> [Waiting] = { _, _, _ in [] }
    /// Its jobs of the due-work table.
    package var dueJobs: [DueJob] = []
    /// What its tables store about persons.
    package var personalData: [PersonalData] = []
    /// Its tables without personal data. Each table of the schema is here or in `personalData`.
    package var withoutPersons: [String] = []
    /// What was removed and the member may put back, or at least see: lines of the bin.
    package var removed: @Sendable (Member, Context, Reader) throws -> [Removed] = { _, _, _ in [] }
    /// What it rebuilds or ends in a restored file, in one write with the other features.
    package var rebuild: Restoration.Rebuild = { _, _ in }
    /// What it carries over from the file that a restore replaces: what was ended, withdrawn or erased since the
    /// backup.
    package var carryOver: Restoration.CarryOver = { _, _, _ in }
    /// The address meant by a path without a route, such as `/B/7KQ2/` copied from a poster; nil for any other path.
    package var redirect: @Sendable (String) -> Link? = { _ in nil }
    /// The page of a shop where a member holds an office; nil when this feature has none.
    package var workplaceLink: @Sendable (Workplace) -> Link? = { _ in nil }
    /// The page where the people of a shop read and answer its reviews; nil when this feature has none.
    package var reviewsLink: @Sendable (Workplace) -> Link? = { _ in nil }
    /// How many reviews of a shop have no reply.
    package var unanswered: @Sendable (Workplace, Reader) throws -> Int = { _, _ in 0 }
    /// The page of a project by its row, if the person (nil for a guest) may see it; nil when this feature has none.
    package var projectLink: @Sendable (Int, Member?, Reader) throws -> Link? = { _, _, _ in nil }
    /// The route whose openings are counted.
    package var countedRoute: CountedRoute?

    package init(
        pages: [any Page.Type] = [], fields: [AnyField] = [], hiddenFromRobots: [String] = [],
        publicPages: @escaping @Sendable (Reader) throws -> [PublicPage] = { _ in [] },
        formPages: [String: String] = [:],
        pending: @escaping @Sendable (Reader) throws -> Int = { _ in 0 },
        waiting: @escaping @Sendable (Context, Reader) throws -> [Waiting] = { _, _ in [] },
        waitingAt: @escaping @Sendable (Workplace, Context, Reader) throws -> [Waiting] = { _, _, _ in [] },
        dueJobs: [DueJob] = [],
        personalData: [PersonalData] = [], withoutPersons: [String] = [],
        removed: @escaping @Sendable (Member, Context, Reader) throws -> [Removed] = { _, _, _ in [] },
        rebuild: @escaping Restoration.Rebuild = { _, _ in },
        carryOver: @escaping Restoration.CarryOver = { _, _, _ in },
        redirect: @escaping @Sendable (String) -> Link? = { _ in nil },
        workplaceLink: @escaping @Sendable (Workplace) -> Link? = { _ in nil },
        reviewsLink: @escaping @Sendable (Workplace) -> Link? = { _ in nil },
        unanswered: @escaping @Sendable (Workplace, Reader) throws -> Int = { _, _ in 0 },
        projectLink: @escaping @Sendable (Int, Member?, Reader) throws -> Link? = { _, _, _ in nil },
        countedRoute: CountedRoute? = nil
    ) {
        (self.pages, self.fields, self.hiddenFromRobots) = (pages, fields, hiddenFromRobots)
        (self.publicPages, self.formPages, self.pending) = (publicPages, formPages, pending)
        (self.waiting, self.waitingAt) = (waiting, waitingAt)
        (self.dueJobs, self.personalData, self.withoutPersons) = (dueJobs, personalData, withoutPersons)
        (self.removed, self.rebuild, self.carryOver) = (removed, rebuild, carryOver)
        (self.redirect, self.workplaceLink) = (redirect, workplaceLink)
        (self.reviewsLink, self.unanswered) = (reviewsLink, unanswered)
        (self.projectLink, self.countedRoute) = (projectLink, countedRoute)
    }
}

/// Every URL of the site and every feature: what the web shell serves, handed to it as a value.
package struct SiteMap: Sendable {
    /// Every line of the site map, in its order.
    package let routes: [Route]
    package let features: [Feature]
    /// The names of routes in the metrics and the access log.
    package let names: RouteNames
    /// The pages of the shell and of all features.
    package let pages: [any Page.Type]
    /// Every job of the program: those of the features, and the deletion of expired rows.
    package let dueJobs: [DueJob]
    /// The register of processing: what all tables store about persons.
    package let personalData: [PersonalData]
    /// How long rows are stored.
    package let retention: [RetentionRule]
    /// The steps of a restore that carry over what happened since the backup; erased members come last.
    package var carryOvers: [Restoration.CarryOver] {
        let register = personalData
        return features.map(\.carryOver) + [
            { _, db, now in try Member.repeatErasures(from: register, at: now, in: db) }
        ]
    }
    /// The fields of all forms.
    package let fields: FormFields
    /// See `Feature.formPages`.
    package let formPages: [String: String]
    /// The route whose openings are counted, if any.
    let countedRoute: CountedRoute?

    package init(routes: [Route], features: [Feature]) {
        self.routes = routes
        self.features = features
        names = RouteNames(routes)
        pages = features.flatMap(\.pages)
        personalData = features.flatMap(\.personalData)
        retention = personalData.flatMap(\.rules)
        dueJobs = features.flatMap(\.dueJobs) + [Retention.job(personalData)]
        fields = FormFields(features.flatMap(\.fields))
        countedRoute = features.lazy.compactMap(\.countedRoute).first
        formPages = features.reduce(into: [:]) { all, feature in all.merge(feature.formPages) { first, _ in first } }
    }

    /// How many things wait for a decision.
    package func pending(in db: Reader) throws -> Int { try features.reduce(0) { try $0 + $1.pending(db) } }

    /// How many reviews of a shop have no reply.
    func unanswered(at place: Workplace, in db: Reader) throws -> Int {
        try features.reduce(0) { try $0 + $1.unanswered(place, db) }
    }

    /// Where a path without a route leads; nil when no feature knows it.
    package func redirect(_ path: String) -> Link? {
        for feature in features {
            if let link = feature.redirect(path) { return link }
        }
        return nil
    }
    /// The page of a project by its row; nil when the person may not see it.
    package func projectLink(_ row: Int, _ member: Member?, in db: Reader) throws -> Link? {
        for feature in features {
            if let link = try feature.projectLink(row, member, db) { return link }
        }
        return nil
    }

    /// The page of a shop; nil when no feature has one.
    func workplaceLink(_ place: Workplace) -> Link? { features.lazy.compactMap { $0.workplaceLink(place) }.first }

    /// The page with the reviews of a shop, for its people; nil when no feature has one.
    func reviewsLink(_ place: Workplace) -> Link? { features.lazy.compactMap { $0.reviewsLink(place) }.first }
}
