import Base
import HTTP
import SQLite
import Shell
import Shops
import Web

/// Printed codes of a shop and of the association: their comparison, and the form for new ones.
package enum CodesHandlers {
    /// All codes, compared: for the board. 422 for invalid days, with the days as typed.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        try await show(nil, FormState(context), context)
    }

    /// The codes of a shop, compared: for those who may make them. 422 for invalid days, with the days as typed.
    package static func shopIndex(_ request: Request, _ context: Context) async throws -> Response {
        try await show(try own(context), FormState(context), context)
    }

    /// Makes a code of the association or of a project, or one for each shop that has none of its kind: 303 to it, or
    /// to the posters; 422 with the form as typed. Sent twice, it makes one.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        var typed = EntryPointForm(try context.form(), context)
        let target = try context.read { [leads = typed.state[EntryPointForm.leads]] in
            try CodeTarget.find(leads, in: $0)
        }
        if let target { typed.require(target.takes, context) }
        var form = typed.state
        if target == nil { form.refuse(EntryPointForm.leads, context.say("code.leads.missing")) }
        guard form.isValid, let details = typed.details, let target else {
            return try await show(nil, form, status: .unprocessableContent, context)
        }
        switch target {
        case .owner(let owner):
            return try await make(details, of: owner, context) {
                form.refuse(EntryPointForm.leads, $0)
                return try await show(nil, form, status: .unprocessableContent, context)
            }
        case .everyShop: return try await makeForEveryShop(details, context)
        }
    }

    /// Makes a code of a shop: 303 to it; 422 with the form as typed. Sent twice, it makes one.
    package static func shopCreate(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try own(context)
        var typed = EntryPointForm(try context.form(), context)
        typed.require({ $0.fits(.shop(shop.id)) }, context)
        let state = typed.state
        guard let details = typed.details else {
            return try await show(shop, state, status: .unprocessableContent, context)
        }
        return try await make(details, of: .shop(shop.id), context) {
            var form = state
            form.refuse(EntryPointForm.medium, $0)
            return try await show(shop, form, status: .unprocessableContent, context)
        }
    }

    /// The shop of the address, when the member may make its codes; 404 otherwise.
    private static func own(_ context: Context) throws -> Shop {
        let member = try context.requireMember()
        let shop = try context.read {
            try Shop.find(context.parameter("shop"), where: member, may: .makeCodes, in: $0)
        }
        guard let shop else { throw Failure.notFound }
        return shop
    }

    private static func make(
        _ details: PrintedCode.Details, of owner: EntryPoint.Owner, _ context: Context,
        full: (String) async throws -> Response
    ) async throws -> Response {
        let (member, now, randomness) = (try context.requireMember().id, context.now, context.site.randomness)
        let made = try await context.write { db -> String? in
            let added = try details.insert(of: owner, letters: { randomness.letters(4) }, at: now, in: db)
            if let added, added.isNew { try Audit.record(.codeMade, added.code, by: member, at: now, in: db) }
            return added?.code
        }
        guard let made else {
            return try await full(context.say("code.full", ["limit": context.language.number(SiteLimits.printedCodes)]))
        }
        return context.seeOther(.code(made), flash: context.say("code.made"))
    }

    private static func makeForEveryShop(
        _ details: PrintedCode.Details, _ context: Context
    ) async throws -> Response {
        let (member, now, randomness) = (try context.requireMember().id, context.now, context.site.randomness)
        let count = try await context.write { db -> Int in
            let count = try PrintedCode.insertForEveryShop(
                details, letters: { randomness.letters(4) }, at: now, in: db)
            if count > 0 { try Audit.record(.codeMade, by: member, at: now, in: db) }
            return count
        }
        return context.seeOther(.posters(on: details.medium), flash: context.say("code.madeForAll", count: count))
    }

    private static func show(
        _ shop: Shop?, _ form: FormState, status: Status = .ok, _ context: Context
    ) async throws -> Response {
        let owners =
            shop == nil ? try context.read { try CodeTarget.options(form[EntryPointForm.leads], context, in: $0) } : []
        let view = CodesView(of: shop, context)
        let page = try await view.page(form, owners: owners, context)
        return try context.render(page, status: view.isValid ? status : .unprocessableContent)
    }
}

/// What a new code of the association leads to.
enum CodeTarget: Sendable, Equatable {
    case owner(EntryPoint.Owner)
    /// A code for each shop that has none of its kind.
    case everyShop

    private static let association = "association"
    private static let shops = "shops"
    /// The most projects to choose from, the latest ones.
    private static let projects = 50

    /// The choice that a value of the form means; nil for an unknown value.
    static func find(_ value: String, in db: Reader) throws -> CodeTarget? {
        if value == association { return .owner(.association) }
        if value == shops { return .everyShop }
        return try db.first(
            """
            SELECT id FROM project WHERE public_id = ?1 AND public_at IS NOT NULL AND withdrawn_at IS NULL
            """, value
        ) { .owner(.project($0.int(0))) }
    }

    /// Whether its codes can be on this medium.
    func takes(_ medium: EntryPoint.Medium) -> Bool {
        switch self {
        case .owner(let owner): medium.fits(owner)
        case .everyShop: medium != .project
        }
    }

    /// The front page, every shop, and the public projects.
    static func options(_ chosen: String, _ context: Context, in db: Reader) throws -> [FormOption] {
        let projects = try db.rows(
            """
            SELECT public_id, title FROM project WHERE public_at IS NOT NULL AND withdrawn_at IS NULL
             ORDER BY proposed_at DESC LIMIT ?1
            """, projects
        ) { (id: $0.text(0), title: $0.text(1)) }
        let first = [(association, context.say("code.leads.front")), (shops, context.say("code.leads.shops"))]
        let rest = projects.map { ($0.id, context.say("code.leads.project", ["title": $0.title])) }
        return (first + rest).map { FormOption(value: $0, text: $1, isChosen: $0 == chosen) }
    }
}
