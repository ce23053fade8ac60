import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// How often a member gets mail about each kind of notice, and in which language.
struct NoticePreferences: Sendable, Equatable {
    /// The kinds they have chosen for.
    var paces: [NoticeKind: NoticePace] = [:]
    /// A tag; nil for the language of the site.
    var language: String?

    func pace(of kind: NoticeKind) -> NoticePace {
        kind.isChoice ? paces[kind] ?? kind.standardPace : kind.standardPace
    }

    init() {}

    init(of member: Member.ID, in db: Reader) throws {
        let rows = try db.rows("SELECT kind, pace FROM notice_pace WHERE member_id = ?1", member) { row in
            (NoticeKind(rawValue: row.text(0)), NoticePace(rawValue: row.text(1)))
        }
        for case (let kind?, let pace?) in rows { paces[kind] = pace }
        language = try db.first("SELECT language FROM mail_language WHERE member_id = ?1", member) { $0.text(0) }
    }

    func store(of member: Member.ID, in db: Writer) throws {
        for (kind, pace) in paces {
            try db.run(
                """
                INSERT INTO notice_pace (member_id, kind, pace) VALUES (?1, ?2, ?3)
                    ON CONFLICT (member_id, kind) DO UPDATE SET pace = excluded.pace
                """, member, kind.rawValue, pace.rawValue)
        }
        guard let language else { return }
        try db.run(
            """
            INSERT INTO mail_language (member_id, language) VALUES (?1, ?2)
                ON CONFLICT (member_id) DO UPDATE SET language = excluded.language
            """, member, language)
    }
}

/// The page «Mes notifications» of the account: a frequency for each kind, the language, and which lists one left.
struct NoticePreferencesPage: Page {
    static let template = "notices/preferences"
    let kinds: [Kind]
    let languages: [FormOption]
    let lists: [List]
    let hasMail: Bool
    /// Nil for a member without an address.
    let email: String?
    /// Their server refused the address, or someone noted that it receives nothing.
    let isRefused: Bool
    let isPrivate = true

    /// One kind with its frequencies to choose from.
    struct Kind: PageModel {
        let name: String
        let title: String
        let choices: [FormOption]

        static let fields: [Field<Kind>] = [
            .text("name") { "pace-" + $0.name }, .text("title") { $0.title }, .list("choices") { $0.choices },
        ]
    }

    /// A list they may leave, with its box.
    struct List: PageModel {
        let list: MailList
        let isLeft: Bool

        static let fields: [Field<List>] = [
            .text("box") { "list-" + $0.list.rawValue }, .flag("isMessages") { $0.list == .messages },
            .flag("isReceived") { !$0.isLeft },
        ]
    }

    static let fields: [Field<NoticePreferencesPage>] = [
        .list("kinds") { $0.kinds }, .list("languages") { $0.languages }, .list("lists") { $0.lists },
        .flag("hasMail") { $0.hasMail }, .optionalText("email") { $0.email }, .flag("isRefused") { $0.isRefused },
    ]

    static let formFields =
        NoticeKind.allCases.map { AnyField.choice("pace-" + $0.rawValue) } + [.choice("language")]
        + MailList.allCases.map { AnyField.choice("list-" + $0.rawValue) }
}

/// The kinds of notices that a member gets by mail, and how often.
package enum NoticePreferencesHandlers {
    /// The frequencies as they are.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        return try context.render(try context.read { try page(member, in: $0, context) })
    }

    /// Stores what was sent; unknown values change nothing: 303 to the page.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (member, form) = (try context.requireMember(), try context.form())
        var chosen = NoticePreferences()
        for kind in NoticeKind.allCases where kind.isChoice {
            chosen.paces[kind] = form["pace-" + kind.rawValue].flatMap(NoticePace.init(rawValue:))
        }
        let languages = context.loop.resources.languages.complete
        chosen.language = languages.first { $0.tag == form["language"] }?.tag
        let received = MailList.allCases.filter { form["list-" + $0.rawValue] == "1" }
        let (now, preferences, email) = (context.now, chosen, member.email.flatMap(EmailAddress.init(typed:)))
        try await context.write { db in
            try preferences.store(of: member.id, in: db)
            guard let email else { return }
            for list in MailList.allCases {
                let optOut = try OptOut(email, list, in: db)
                try received.contains(list) ? optOut.delete(in: db) : optOut.insert(at: now, in: db)
            }
        }
        return context.seeOther(.noticePreferences, flash: context.say("notices.saved"))
    }

    private static func page(_ member: Member, in db: Reader, _ context: Context) throws -> NoticePreferencesPage {
        let chosen = try NoticePreferences(of: member.id, in: db)
        let email = member.email.flatMap(EmailAddress.init(typed:))
        let language = chosen.language ?? context.site.configuration.language
        return NoticePreferencesPage(
            kinds: NoticeKind.allCases.filter(\.isChoice).map { kind in
                NoticePreferencesPage.Kind(
                    name: kind.rawValue, title: context.say(kind.title),
                    choices: NoticePace.allCases.map {
                        FormOption(
                            value: $0.rawValue, text: context.say($0.title), isChosen: $0 == chosen.pace(of: kind))
                    })
            },
            languages: context.loop.resources.languages.complete.map {
                FormOption(value: $0.tag, text: $0.name, isChosen: $0.tag == language)
            },
            lists: try email.map { email in
                try MailList.allCases.map { list in
                    NoticePreferencesPage.List(list: list, isLeft: try OptOut.contains(email, list, in: db))
                }
            } ?? [],
            hasMail: try context.hasMail(in: db), email: email?.text,
            isRefused: try email.map { try RefusedAddress.contains($0, in: db) } ?? false)
    }
}

extension NoticeKind {
    fileprivate var title: String {
        switch self {
        case .review: "notices.kind.review"
        case .answer: "notices.kind.answer"
        case .decision: "notices.kind.decision"
        case .project: "notices.kind.project"
        case .comment: "notices.kind.comment"
        case .task: "notices.kind.task"
        case .need: "notices.kind.need"
        case .moderation: "notices.kind.moderation"
        case .invitation: "notices.kind.invitation"
        case .office: "notices.kind.office"
        case .security: "notices.kind.security"
        }
    }
}

extension NoticePace {
    fileprivate var title: String {
        switch self {
        case .immediate: "notices.pace.once"
        case .daily: "notices.pace.daily"
        case .weekly: "notices.pace.weekly"
        case .never: "notices.pace.never"
        }
    }
}
