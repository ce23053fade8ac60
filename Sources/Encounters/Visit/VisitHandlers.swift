import Base
import HTMLTemplate
import HTTP
import Shell
import Shops
import Web

/// The page behind the code on the counter: one question, five faces. The same for every visitor.
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

/// The field for a shop's code; also the 404 page of an unknown code.
struct VisitCodePage: Page {
    static let template = "encounters/code"
    let form: FormState
    /// The typed code belongs to no shop.
    let isUnknown: Bool

    static let fields: [Field<VisitCodePage>] = [
        .one("codeField") { $0.form.input(CodeForm.shop) }, .flag("isUnknown") { $0.isUnknown },
    ]

    init(typed: String, isUnknown: Bool, _ context: Context) {
        form = FormState([CodeForm.shop.name: String(typed.prefix(CodeForm.limit))], context)
        self.isUnknown = isUnknown
    }
}

/// The fields for a shop's code and for a change code.
enum CodeForm {
    /// Characters: a code with a space or a hyphen after each letter.
    static let limit = 40
    static let shop = TextField(
        "code", .code, label: "encounter.code.label", limit: limit, hint: "encounter.code.hint", presence: .required,
        isShort: true)
    static let change = TextField(
        "code", .code, label: "encounter.change.label", limit: limit, hint: "encounter.change.hint",
        presence: .required)
    static let fields = [AnyField(shop), .choice("page")]
}

/// The page of a printed code, where a visitor taps a face.
package enum VisitHandlers {
    /// The five faces of a shop; 303 to the front page or the project for a code that leads there; 404 with a field for
    /// the code.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let code = code(context), let destination = try destination(code, context) else {
            return try unknown(context)
        }
        return switch destination {
        case .shop(let name): try context.render(VisitPage(shopName: name, action: context.link(.visit(code))))
        case .page(let link): context.seeOther(link)
        }
    }

    /// The field for a code. With a code in the query: 303 to its page; 404 with the field when it is unknown.
    package static func find(_ request: Request, _ context: Context) async throws -> Response {
        let typed = context.query["code"]?.trimmed ?? ""
        if typed.isEmpty { return try context.render(VisitCodePage(typed: "", isUnknown: false, context)) }
        guard typed.utf8.count <= CodeForm.limit, let code = Crockford.normalised(typed),
            try destination(code, context) != nil
        else {
            return try context.render(VisitCodePage(typed: typed, isUnknown: true, context), status: .notFound)
        }
        return context.seeOther(.visit(code))
    }

    /// Records one tap: 303 to the page of its answer, which is durable by then; 404 for an unknown code; 422 without a
    /// face; 429 when the tap would be held and the limit of held taps is reached. Words and details are sent from that
    /// page, with the change code.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        guard let code = code(context) else { return try unknown(context) }
        let form = try context.form()
        guard let feeling = form["feeling"].flatMap(Feeling.init(typed:)) else {
            return try refused(
                [FieldError(field: "feeling", text: context.say("encounter.feeling.missing"))], code, context)
        }
        let tap = FaceTap(feeling, at: code, page: form["page"], request)
        return try await tap.record(context).map { context.seeOther(.encounter($0)) } ?? unknown(context)
    }

    /// The link meant by a path copied from a poster in other case or with a trailing slash (`/B/7KQ2`, `/b/7KQ2/`);
    /// nil for any other path.
    static func canonicalLink(forPath path: String) -> Link? {
        let parts = path.split(separator: "/", maxSplits: 2)
        guard let first = parts.first, first == "b" || first == "B", parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return .visits }
        let typed = parts[1].hasSuffix("/") ? parts[1].dropLast() : parts[1]
        guard typed.utf8.count <= CodeForm.limit else { return nil }
        return Crockford.normalised(String(typed)).map(Link.visit)
    }

    private static func code(_ context: Context) -> String? { code(typed: context.parameter("code")) }

    /// A code as `entry_point` spells it; nil for what cannot be one.
    static func code(typed: String) -> String? {
        typed.utf8.count <= CodeForm.limit ? Crockford.normalised(typed) : nil
    }

    /// The target of a code.
    private enum Destination {
        /// The faces of a shop, by its name.
        case shop(String)
        case page(Link)
    }

    /// The target of a code; nil for an unknown code, and for that of a removed shop or of a project this person may
    /// not see.
    private static func destination(_ code: String, _ context: Context) throws -> Destination? {
        try context.read { db in
            switch try EntryPoint.owner(of: code, in: db) {
            case .shop: try EntryPoint.shopName(code, in: db).map(Destination.shop)
            case .project(let row):
                try context.loop.resources.map.projectLink(row, context.member, in: db).map(Destination.page)
            case .association: .page(.front)
            case nil: nil
            }
        }
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

    init?(_ face: Int) {
        guard (1...5).contains(face) else { return nil }
        rawValue = face
    }

    init?(typed: String) {
        guard typed.utf8.count == 1, let value = Int(typed) else { return nil }
        self.init(value)
    }
}
