import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// «Connexion du bureau»: whether a second step is asked of the board, and who has one.
struct BoardSignInPage: Page {
    static let template = "settings/sign-in"
    let isAsked: Bool
    let rows: [Row]
    var error: String?
    let isPrivate = true

    /// A member of the board.
    struct Row: PageModel {
        let name: String
        let isOn: Bool

        static let fields: [Field<Row>] = [.text("name") { $0.name }, .flag("isOn") { $0.isOn }]
    }

    static let fields: [Field<BoardSignInPage>] = [
        .flag("isAsked") { $0.isAsked }, .list("rows") { $0.rows }, .optionalText("error") { $0.error },
    ]
}

/// Whether the board must sign in with a second step.
package enum BoardSignInHandlers {
    /// The choice, and who of the board has a second step.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(page(context))
    }

    /// Turns the second step for the board on or off: 303 to the page; 422 when the reader has none, since they would
    /// lose their own rights.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let asks = try context.form()[asked.name] == "1"
        if asks, try context.read({ try !SecondFactor.isOn(member.id, in: $0) }) {
            var page = try page(context)
            page.error = context.say("settings.signIn.first")
            return try context.render(page, status: .unprocessableContent)
        }
        let (actor, now) = (member.id, context.now)
        try await context.write { db in
            try SecondFactor.ask(asks, in: db)
            try Audit.record(asks ? .secondFactorAsked : .secondFactorFree, by: actor, at: now, in: db)
        }
        return context.seeOther(
            .boardSignIn, flash: context.say(asks ? "settings.signIn.asked" : "settings.signIn.free"))
    }

    /// The check box of that form.
    static let asked = AnyField.choice("asked")

    private static func page(_ context: Context) throws -> BoardSignInPage {
        try context.read { db in
            BoardSignInPage(isAsked: try SecondFactor.isAsked(in: db), rows: try BoardSignInPage.Row.all(in: db))
        }
    }
}

extension BoardSignInPage.Row {
    /// The members with an office of the association, by name; at most 200.
    fileprivate static func all(in db: Reader) throws -> [BoardSignInPage.Row] {
        try db.rows(
            """
            SELECT name, EXISTS (SELECT 1 FROM second_factor
                                  WHERE second_factor.member_id = member.id AND confirmed_at IS NOT NULL)
              FROM member
             WHERE disabled_at IS NULL AND id IN (SELECT member_id FROM office WHERE \(Office.current))
             ORDER BY name_key, id LIMIT 200
            """
        ) { BoardSignInPage.Row(name: $0.text(0), isOn: $0.bool(1)) }
    }
}

extension SecondFactor {
    /// Whether the association requires it of the board.
    static func isAsked(in db: Reader) throws -> Bool {
        try db.first("SELECT asks_second_factor FROM association WHERE id = 1") { $0.bool(0) } ?? false
    }

    /// Requires it of the board, or stops requiring it.
    static func ask(_ asks: Bool, in db: Writer) throws {
        try db.run("UPDATE association SET asks_second_factor = ?1 WHERE id = 1", asks)
    }
}
