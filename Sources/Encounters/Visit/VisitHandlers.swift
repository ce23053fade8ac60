import Base
import Shell
import Shops
import HTMLTemplate
import HTTP
import Web

/// What a visitor sees after scanning the code on the counter: one question, five faces.
struct VisitPage: Page {
    static let template = "encounters/visit"
    let shopName: String
    let action: String
    var errors: [FieldError] = []

    static let fields: [Field<VisitPage>] = [
        .text("shopName") { $0.shopName }, .text("action") { $0.action },
        .flag("hasErrors") { !$0.errors.isEmpty }, .list("errors") { $0.errors },
    ]
}

/// The code again, when it opens no shop.
struct VisitCodePage: Page {
    static let template = "encounters/code"
    let form: FormState
    /// A code was given and no shop has it.
    let isUnknown: Bool

    static let fields: [Field<VisitCodePage>] = [
        .one("codeField") { $0.form.input(CodeForm.shop) }, .flag("isUnknown") { $0.isUnknown },
    ]

    init(typed: String, isUnknown: Bool, _ context: Context) {
        form = FormState([CodeForm.shop.name: String(typed.prefix(CodeForm.limit))], context)
        self.isUnknown = isUnknown
    }
}

/// The forms to type a code into: that of a shop, or the one by which an answer is changed.
enum CodeForm {
    /// Characters: a code with a space or a hyphen after each letter.
    static let limit = 40
    static let shop = TextField(
        "code", .code, label: "encounter.code.label", limit: limit, hint: "encounter.code.hint", presence: .required,
        isShort: true)
    static let change = TextField(
        "code", .code, label: "encounter.change.label", limit: limit, hint: "encounter.change.hint",
        presence: .required)
    static let fields = [AnyField(shop)]
}

package enum VisitHandlers {
    /// The question of one shop; 404 with a field to type the code again.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let code = code(context), let name = try shopName(code, context) else { return try unknown(context) }
        return try context.render(VisitPage(shopName: name, action: context.link(.visit(code))))
    }

    /// The field to type a code in; a code in the query leads to its shop.
    package static func find(_ request: Request, _ context: Context) async throws -> Response {
        let typed = context.query["code"]?.trimmed ?? ""
        if typed.isEmpty { return try context.render(VisitCodePage(typed: "", isUnknown: false, context)) }
        guard typed.utf8.count <= CodeForm.limit, let code = Crockford.normalised(typed),
            try shopName(code, context) != nil
        else {
            return try context.render(VisitCodePage(typed: typed, isUnknown: true, context), status: .notFound)
        }
        return context.seeOther(.visit(code))
    }

    /// Records one tap: durable when the answer leaves. 303 to what may be added; 404 for an unknown code; 422 without a
    /// feeling; 429 when the shop gets more than any shop does.
    ///
    /// Too many from one address are not refused, a whole market shares one: they wait, uncounted, for the president.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        guard let code = code(context) else { return try unknown(context) }
        let form = try context.form()
        guard let feeling = form["feeling"].flatMap(Feeling.init(typed:)) else {
            return try refused(
                [FieldError(field: "feeling", text: context.say("encounter.feeling.missing"))], code, context)
        }
        let details = EncounterForm(form, publishing: false, context)
        guard details.state.isValid else { return try refused(details.state.errors, code, context) }

        let limits = context.site.limits
        let isHeld = limits.take(.feelingsFromAddress, RateLimits.network(of: request.peer), code) != nil
        // Held ones have a bucket of their own: one address that floods a shop must not use up that of its visitors.
        if let seconds = limits.take(.feelingsAtShop, code, isHeld ? "held" : "") {
            throw Failure.tooMany(seconds: seconds)
        }
        let encounter = NewEncounter(
            source: .visitor, feeling: feeling.rawValue, details: details.details, isHeld: isHeld)
        let (randomness, now) = (context.site.randomness, context.now)
        let change = try await context.write { try encounter.insert(at: code, at: now, randomness, in: $0) }
        return try change.map { context.seeOther(.encounter($0)) } ?? unknown(context)
    }

    /// The address of the faces for one that was copied from a poster in other letters or with a slash too many: `/B/7KQ2`,
    /// `/b/7KQ2/`; nil for anything else.
    static func straightened(_ path: String) -> Link? {
        let parts = path.split(separator: "/", maxSplits: 2)
        guard let first = parts.first, first == "b" || first == "B", parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return .visits }
        let typed = parts[1].hasSuffix("/") ? parts[1].dropLast() : parts[1]
        guard typed.utf8.count <= CodeForm.limit else { return nil }
        return Crockford.normalised(String(typed)).map(Link.visit)
    }

    private static func code(_ context: Context) -> String? {
        let typed = context.parameter("code")
        return typed.utf8.count <= CodeForm.limit ? Crockford.normalised(typed) : nil
    }

    private static func shopName(_ code: String, _ context: Context) throws -> String? {
        try context.read { try EntryPoint.shopName(code, in: $0) }
    }

    private static func unknown(_ context: Context) throws -> Response {
        let page = VisitCodePage(typed: context.parameter("code"), isUnknown: true, context)
        return try context.render(page, status: .notFound)
    }

    private static func refused(_ errors: [FieldError], _ code: String, _ context: Context) throws -> Response {
        guard let name = try shopName(code, context) else { return try unknown(context) }
        let page = VisitPage(shopName: name, action: context.link(.visit(code)), errors: errors)
        return try context.render(page, status: .unprocessableContent)
    }
}

/// One of the five faces.
struct Feeling: Sendable, Equatable {
    /// 1 (very bad) to 5 (very good).
    let rawValue: Int

    init?(typed: String) {
        guard typed.utf8.count == 1, let value = Int(typed), (1...5).contains(value) else { return nil }
        rawValue = value
    }
}
