import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// What is stored about the author of a review, and its erasure, from their link.
struct AuthorDataPage: Page {
    static let template = "reviews/data"
    let parts: [CopyPart]
    let file: String
    let erase: String
    let back: String
    let mayErase: Bool
    let form: FormState
    let isPrivate = true

    static let fields: [Field<AuthorDataPage>] = [
        .list("parts") { $0.parts }, .text("file") { $0.file }, .text("erase") { $0.erase }, .text("back") { $0.back },
        .flag("mayErase") { $0.mayErase }, .optionalText("sureError") { $0.form.error(EraseForm.sure) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

/// An author’s copy of their data, and its erasure.
package enum AuthorDataHandlers {
    /// The copy, and the form that erases it.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try page(FormState(context), context))
    }

    /// The copy as JSON.
    package static func file(_ request: Request, _ context: Context) async throws -> Response {
        let (_, review) = try AuthorHandlers.find(context)
        let copy = try context.read { try review.copy(in: $0) }
        return .data(Array(copy.json.utf8), type: "application/json", fileName: context.say("copy.file"))
    }

    /// Erases what the author wrote, at once: 303 to their page; 422 without the box.
    package static func erase(_ request: Request, _ context: Context) async throws -> Response {
        let (secret, review) = try AuthorHandlers.find(context)
        guard try context.form()[EraseForm.sure] == "1" else {
            var form = FormState(context)
            form.refuse(EraseForm.sure, context.say("erase.sure.missing"))
            return try context.render(try page(form, context), status: .unprocessableContent)
        }
        let now = context.now
        try await context.write { db in
            guard try review.erase(at: now, in: db) else { return }
            try Audit.record(.reviewErased, review.publicID, by: nil, at: now, in: db)
        }
        return context.seeOther(.review(secret))
    }

    private static func page(_ form: FormState, _ context: Context) throws -> AuthorDataPage {
        let (secret, review) = try AuthorHandlers.find(context)
        let copy = try context.read { try review.copy(in: $0) }
        return AuthorDataPage(
            parts: CopyPart.all(of: copy, context), file: context.link(.reviewFile(secret)),
            erase: context.link(.eraseReview(secret)), back: context.link(.review(secret)),
            mayErase: !review.isErased, form: form)
    }
}

extension Review {
    /// Whether its author erased it: the row stays for the decisions about it, without words.
    var isErased: Bool { text.isEmpty }

    /// What is stored about its author.
    func copy(in db: Reader) throws -> PersonalCopy {
        PersonalCopy(try Review.copied.map { try PersonalCopy.Part($0, of: id, in: db) })
    }

    /// Erases what its author wrote and their address, and withdraws it.
    /// - Returns: false when it was erased before.
    func erase(at now: Instant, in db: Writer) throws -> Bool {
        let changed = try db.run(
            """
            UPDATE review
               SET pseudonym = '', email = '', text = '', erased_at = ?2, withdrawn_at = ifnull(withdrawn_at, ?2),
                   version = version + 1
             WHERE id = ?1 AND erased_at IS NULL
            """, id, now)
        guard changed == 1 else { return false }
        let hash = try db.first("SELECT author_token_hash FROM review WHERE id = ?1", id) { $0.bytes(0) }
        if let hash { try OutgoingMail.delete(key: ReviewLinkMail.key(hash), in: db) }
        // The answer it belongs to has the same words.
        try db.run(
            "UPDATE encounter SET note = NULL WHERE id = (SELECT encounter_id FROM review WHERE id = ?1)", id)
        try db.run(Erasure.noting(.review, in: "review", where: "id = ?1", at: "?2"), id, now)
        return true
    }

    private static let copied = [
        CopiedRows(
            "review",
            [
                .text("shop"), .text("pseudonym"), .text("email"), .text("text"), .day("visited"), .moment("when"),
                .text("consent"), .text("consentVersion"), .moment("consented"), .moment("published"),
                .moment("refused"), .text("reason"),
                .moment("withdrawn"),
            ],
            sql: """
                SELECT shop.name, pseudonym, review.email, text, experience_on, submitted_at, consent_wording, consent_version,
                       consented_at, published_at, refused_at, rejection_reason, withdrawn_at
                  FROM review JOIN shop ON shop.id = shop_id WHERE review.id = ?1
                """),
        CopiedRows(
            "reviewAnswer", [.text("feeling"), .text("text")],
            sql: """
                SELECT feeling, note FROM encounter
                 WHERE id = (SELECT encounter_id FROM review WHERE id = ?1)
                """),
        CopiedRows(
            "reviewDecisions", [.moment("when"), .word("outcome", "copy.word."), .text("reason")],
            sql: "SELECT decided_at, outcome, reason FROM review_decision WHERE review_id = ?1 ORDER BY id"),
        CopiedRows(
            "reviewReply", [.text("text"), .moment("when")],
            sql: "SELECT text, replied_at FROM shop_reply WHERE review_id = ?1"),
    ]
}
