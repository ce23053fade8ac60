import SQLite

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Projects
@testable import Shell
@testable import Shops

/// Rows to test the rules of retention on.
enum RetentionFixtures {
    /// For each rule, by its name: makes a row whose term begins at `moment`. `tag` distinguishes two rows.
    static let rows: [String: @Sendable (_ tag: Int, _ moment: Instant, Writer) throws -> Void] = [
        "sessions": { tag, moment, db in
            try Session.open(secret(tag), for: president, closing: nil, at: moment, in: db)
        },
        "signInLinks": { tag, moment, db in
            try SignInLink.insert(secret(tag), for: president, at: moment - SiteLimits.signInLink, in: db)
        },
        "mailedSignIns": { tag, moment, db in
            guard let email = EmailAddress(typed: "rose@example.org") else { return }
            try MailedSignIn.request(
                secret(tag), to: email, language: "fr", isOwn: true, at: moment - SiteLimits.signInLink, in: db)
        },
        "signInSteps": { tag, moment, db in
            try SignInStep(member: president, isOwn: true, isByLink: false).insert(
                secret(tag), at: moment - SiteLimits.signInStep, in: db)
        },
        "invitations": { tag, moment, db in
            try InvitationBatch.insert(
                [], id: "batch-\(tag)-of-shops", by: president, at: moment - SiteLimits.invitation, in: db)
        },
        "teams": { tag, moment, db in
            try db.run(
                """
                INSERT INTO team_invitation
                       (public_id, shop_id, name, rights, nonce, token_hash, made_by, made_at, expires_at)
                VALUES (printf('invitation%06d', ?1), ?2, 'Léa', 'staff', randomblob(16), randomblob(32), ?3, ?4, ?4)
                """, tag, shop, president, moment)
        },
        "joinWaiting": { tag, moment, db in
            _ = try JoinRequest.insert(.init(name: "x"), publicID: "request-number-\(tag)", at: moment, in: db)
        },
        "joinDecided": { tag, moment, db in
            _ = try JoinRequest.insert(.init(name: "x"), publicID: "request-number-\(tag)", at: moment, in: db)
            try JoinRequest.find("request-number-\(tag)", in: db)?.refuse(by: president, at: moment, in: db)
        },
        "imports": { tag, moment, db in
            try StoredImport.insert(
                [0], of: ShopRows.name, fileName: "", choices: ImportChoices(), publicID: "import\(tag)", by: nil,
                at: moment, in: db)
        },
        "withdrawnReviews": { tag, moment, db in
            try review(tag, at: moment, in: db)
            try Review.find("review\(tag)", in: db)?.withdraw(at: moment, in: db)
        },
        "refusedReviews": { tag, moment, db in
            try review(tag, at: moment, in: db)
            try ReviewDecision.refuse(reason: "x").apply(
                to: "review\(tag)", version: 1, by: president, at: moment, in: db)
        },
        "uncountedAnswers": { _, moment, db in
            let held = NewEncounter(source: .visitor, feeling: 3, isHeld: true)
            _ = try held.insert(at: Shop.ID(rawValue: 1), at: moment, in: db)
            try EncounterTimes.markAllReduced(in: db)
        },
        "receivedKeys": { tag, moment, db in
            try db.run(
                "INSERT INTO received_key (key_hash, revision, received_at) VALUES (randomblob(32), ?1, ?2)", tag,
                moment)
        },
        "slips": { _, moment, db in
            try NeighbourSlip.add(from: shop, to: Shop.ID(rawValue: 2), on: moment, in: db)
        },
        "endedKiosks": { tag, moment, db in try kiosk(tag, endedAt: moment, in: db) },
        "kioskAddresses": { tag, moment, db in
            try kiosk(tag, endedAt: nil, in: db)
            try db.run(
                """
                INSERT INTO kiosk_address (token_hash, kiosk_id, nonce, made_at, ended_at)
                SELECT randomblob(32), id, x'00', 0, ?2 FROM kiosk WHERE public_id = ?1
                """, "kiosk\(tag)", moment)
        },
        "bursts": { tag, moment, db in
            _ = try Burst.insert("burst\(tag)", at: Shop.ID(rawValue: 1), from: "visitor", on: moment, .morning, in: db)
        },
        "erasures": { tag, moment, db in
            try Erasure.note(Erasure.Kind.review.rawValue, "review\(tag)", at: moment, in: db)
        },
        "reports": { tag, moment, db in
            try ErrorReport.insert(
                .other, note: "\(tag)", about: Shop.ID(rawValue: 1), publicID: "error\(tag)", at: moment, in: db)
        },
        "news": { tag, moment, db in
            try NewsPost.Details(title: "x", text: "x", until: moment.local.day).insert(
                publicID: "post\(tag)", by: president, at: moment, in: db)
            try db.run("UPDATE news_post SET ends_at = ?2 WHERE public_id = ?1", "post\(tag)", moment)
        },
        "deals": { tag, moment, db in
            try Deal.Details(text: "x", from: moment.local.day, until: moment.local.day).insert(
                publicID: "deal\(tag)", at: shop, by: president, at: moment, in: db)
            try db.run(
                "UPDATE deal SET starts_at = ?2, ends_at = ?3 WHERE public_id = ?1", "deal\(tag)", moment - .days(1),
                moment)
        },
        "needs": { tag, moment, db in
            try Need.Details(.seeking, "x", until: moment.local.day).insert(
                publicID: "need\(tag)", by: president, for: nil, at: moment, in: db)
            try db.run("UPDATE need SET ends_at = ?2 WHERE public_id = ?1", "need\(tag)", moment)
        },
        "tasks": { tag, moment, db in
            let id = try project(tag, at: moment, in: db)
            _ = try ProjectTask.Details("x").insert(
                publicID: "task\(tag)", to: id, by: president, at: moment, in: db)
            try db.run(
                "UPDATE task SET removed_at = ?2, removed_by = ?3 WHERE public_id = ?1", "task\(tag)", moment,
                president)
        },
        "mails": { tag, moment, db in
            guard let email = EmailAddress(typed: "rose@example.org") else { return }
            try MailServer(
                host: "localhost", port: 25, security: .none, user: "", senderName: "x", sender: email
            ).store(at: moment, in: db)
            try OutgoingMail(
                .notices, key: "mail \(tag)", to: email, language: "fr", subject: "x", body: [], validFor: 0
            ).queue(at: moment, in: db)
            // Nothing of it is sent: no server listens.
            try MailServer.delete(at: moment, in: db)
        },
        "refusedAddresses": { tag, moment, db in
            guard let email = EmailAddress(typed: "rose\(tag)@example.org") else { return }
            try RefusedAddress.insert(email, answer: "550", by: nil, at: moment, in: db)
        },
        "notices": { tag, moment, db in
            try Notice.add(
                .projectPublished, about: "x", .projects, object: "\(tag)", to: [president], at: moment, in: db)
        },
        "messages": { tag, moment, db in
            _ = try MessageDraft(subject: "x", text: "\(tag)", audience: .board).send(
                publicID: "message\(tag)xxxxxxxx", by: president, hasMail: false, language: "fr", at: moment, in: db)
        },
        "projects": { tag, moment, db in
            try Project.withdraw(project(tag, at: moment, in: db), by: president, at: moment, in: db)
        },
        "comments": { tag, moment, db in
            let project = try project(tag, at: moment, in: db)
            let comment = try ProjectComment.insert(
                "Oui", publicID: "comment\(tag)", about: project, by: president, for: nil, at: moment, in: db)
            try ProjectComment.remove(
                comment, about: project, by: president, mayRemoveAny: false, at: moment, in: db)
        },
        "scenarios": { tag, moment, db in
            let project = try project(tag, at: moment, in: db)
            let scenario = try ScenarioDetails(title: "x").insert(
                publicID: "scenario\(tag)", of: project, by: president, at: moment, in: db)
            try Scenario.find(scenario, of: project, in: db)?.remove(by: president, at: moment, in: db)
        },
        "consultations": { tag, moment, db in
            let id = try project(tag, at: moment, in: db)
            _ = try ScenarioDetails(title: "x").insert(
                publicID: "scenario\(tag)", of: id, by: president, at: moment, in: db)
            guard let project = try Project.find(id, in: db) else { return }
            _ = try NewConsultation(mode: .approve, asksAll: true, until: moment.local.day).open(
                publicID: "consultation\(tag)", for: project, by: president, at: moment, in: db)
            try Consultation.find("consultation\(tag)", in: db)?.cancel(by: president, at: moment, in: db)
        },
        "documents": { tag, moment, db in
            let project = try project(tag, at: moment, in: db)
            let document = NewDocument(title: "Devis", format: .pdf, contents: Array("%PDF-%%EOF".utf8))
            try document.insert(publicID: "document\(tag)", in: project, by: president, at: moment, in: db)
            try ProjectDocument.remove("document\(tag)", of: project, by: president, at: moment, in: db)
        },
        "removedNews": { tag, moment, db in
            try NewsPost.Details(title: "x", text: "x", until: moment.local.day.adding(days: 300)).insert(
                publicID: "post\(tag)", by: president, at: moment, in: db)
            try NewsPost.remove("post\(tag)", by: president, at: moment, in: db)
        },
        "removedShops": { tag, moment, db in
            let shop = try Cast.addShop("ZZ0\(tag)", "Le Four \(tag)", "Boulangerie", at: moment, in: db)
            try Shop.remove(shop, at: moment, in: db)
        },
        "requests": { tag, moment, db in
            let asked = DataRequest(
                publicID: "request\(tag)", kind: .access, name: "x", contact: "x", words: "\(tag)", receivedAt: moment,
                closedAt: nil)
            _ = try asked.insert(from: nil, in: db)
            _ = try DataRequest.close("request\(tag)", by: president, at: moment, in: db)
        },
        "formerMembers": { tag, moment, db in
            let former = try Member.insert(name: "Ancien \(tag)", email: nil, passwordHash: nil, at: moment, in: db)
            _ = try Member.endAccess(of: former, by: nil, at: moment, in: db)
        },
        "audit": { tag, moment, db in
            try Audit.record(.settingsChanged, "\(tag)", by: president, at: moment, in: db)
        },
        "presidencyOffers": { tag, moment, db in
            try PresidencyOffer.make(
                from: president, to: Member.ID(rawValue: 1 + tag), stays: false, at: moment, in: db)
        },
    ]

    private static let president = Member.ID(rawValue: 1)
    private static let shop = Shop.ID(rawValue: 1)

    private static func secret(_ tag: Int) -> Secret { Secret("SECRET\(tag)") }

    private static func kiosk(_ tag: Int, endedAt: Instant?, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO kiosk (public_id, shop_id, place, pin_hash, made_at, ended_at)
            VALUES (?1, ?2, 'Comptoir', randomblob(32), 0, ?3)
            """, "kiosk\(tag)", shop, endedAt)
    }

    private static func review(_ tag: Int, at moment: Instant, in db: Writer) throws {
        guard let email = EmailAddress(typed: "rose@example.org"), let day = Day("2026-03-01") else { return }
        let encounter = try NewEncounter(source: .visitor, feeling: 4).insert(at: shop, at: moment, in: db)
        let draft = ReviewDraft(
            pseudonym: "Rose", email: email, text: "Bon accueil.", purchased: nil, experienceOn: day)
        try NewReview(publicID: "review\(tag)", author: secret(tag), draft: draft, consentWording: "").insert(
            at: shop, about: encounter, at: moment, in: db)
    }

    private static func project(_ tag: Int, at moment: Instant, in db: Writer) throws -> Project.ID {
        try ProjectDetails(title: "x", purpose: "x").insert(
            publicID: "project\(tag)", by: president, for: nil, at: moment, in: db)
    }
}
