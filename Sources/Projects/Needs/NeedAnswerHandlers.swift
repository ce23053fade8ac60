import Base
import HTTP
import SQLite
import Shell
import Web

/// Private answers to a need.
package enum NeedAnswerHandlers {
    /// Answers a need privately: another member its author, or the author a correspondent (`with`): 303; 422 with the
    /// text as typed. After its end only those who wrote before go on.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (need, member, now) = (try NeedHandlers.found(context), try context.requireMember(), context.now)
        let sent = try context.form()
        var form = FormState(sent, fields: NeedForm.fields, context)
        let text = form.text(NeedForm.answer)
        let other = try context.read { db -> (id: Member.ID, isKnown: Bool)? in
            let talks = try NeedConversation.all(about: need, for: member.id, in: db)
            guard need.author == member.id else { return (member.id, !talks.isEmpty) }
            return talks.first { $0.publicID == sent[NeedForm.correspondent] && $0.hasAccess }.map { ($0.member, true) }
        }
        if other == nil { form.refuse(NeedForm.answer, "need.answer.noRecipient") }
        guard form.isValid, let other else {
            return try context.render(try NeedHandlers.page(need, form, context), status: .unprocessableContent)
        }
        guard other.isKnown || need.isOpen(on: now.local.day) else { throw Failure.over }
        let reader = need.author == member.id ? other.id : need.author
        try await context.write { db in
            guard try NeedConversation.write(text, about: need, with: other.id, by: member.id, at: now, in: db) else {
                return
            }
            try Audit.record(.needAnswered, need.publicID, by: member.id, at: now, in: db)
            try Notice.add(
                .needAnswered, .need(need.publicID), object: "need " + need.publicID, to: [reader], at: now, in: db)
        }
        return context.seeOther(.need(need.publicID), flash: context.say("need.answered"))
    }

    /// The author thanks a correspondent (`with`): 303; thanking twice is once.
    package static func thank(_ request: Request, _ context: Context) async throws -> Response {
        let (need, member, now) = (try NeedHandlers.found(context), try context.requireMember(), context.now)
        guard need.author == member.id else { throw Failure.notFound }
        let chosen = try context.form()[NeedForm.correspondent]
        let thanked = try await context.write { db -> String? in
            let talks = try NeedConversation.all(about: need, for: member.id, in: db)
            guard let other = talks.first(where: { $0.publicID == chosen }) else { return nil }
            if try NeedConversation.thank(other.member, for: need.id, at: now, in: db) {
                try Audit.record(.needThanked, need.publicID, by: member.id, at: now, in: db)
                try Notice.add(
                    .needThanked, .need(need.publicID), object: "need " + need.publicID, to: [other.member], at: now,
                    in: db)
            }
            return other.name
        }
        return context.seeOther(
            .need(need.publicID), flash: thanked.map { context.say("need.thanked", ["name": $0]) })
    }
}

extension NeedHandlers {
    /// The page of a need as this member may see it.
    static func page(_ need: Need, _ form: FormState, _ context: Context) throws -> NeedPage {
        let (member, now) = (try context.requireMember(), context.now)
        let isOpen = need.isOpen(on: now.local.day)
        let (talks, similar, thanked) = try context.read { db in
            (
                try NeedConversation.all(about: need, for: member.id, in: db),
                isOpen ? try Need.similar(to: need, at: now, in: db) : [],
                try NeedConversation.thanked(for: need.id, in: db)
            )
        }
        let isOwn = need.author == member.id
        let removal = need.isRemoved ? need.end : nil
        return NeedPage(
            need: need, row: NeedRow(need, context), shopLink: need.shop?.link.map(context.link),
            projectLink: need.project.map { context.link(.project($0.publicID)) }, isOwn: isOwn,
            canAnswer: !isOwn && isOpen && talks.isEmpty, canClose: need.end == nil && need.isClosable(by: member),
            canRestore: need.isRestorable(by: member),
            canPropose: isOpen && need.project == nil && ProjectForm.isOpen(to: member),
            removal: removal.map { end in
                let values = ["name": end.name, "moment": context.language.moment(end.at), "reason": end.reason]
                return context.say(end.reason.isEmpty ? "need.removal" : "need.removal.reason", values)
            },
            conversations: talks.map { conversation($0, need, isOwn: isOwn, form, context) },
            similar: similar.map { NeedRow($0, context) }, thanked: thanked.joined(separator: ", "), form: form,
            path: context.link(.need(need.publicID)), proposeLink: context.link(.newProject(from: need.publicID)))
    }

    private static func conversation(
        _ talk: NeedConversation, _ need: Need, isOwn: Bool, _ form: FormState, _ context: Context
    ) -> NeedPage.Conversation {
        // What was typed belongs to one of several conversations.
        let isTyped = !isOwn || form[NeedForm.correspondent] == talk.publicID
        let state = isTyped ? form : FormState(context)
        return NeedPage.Conversation(
            name: isOwn ? talk.name : need.authorName, publicID: talk.publicID,
            messages: talk.messages.map { line in
                NeedPage.Line(
                    writer: line.writer == need.author ? need.authorName : talk.name,
                    moment: context.language.moment(line.writtenAt), text: line.text)
            },
            reply: talk.hasAccess
                ? state.input(NeedForm.answer, id: isTyped ? "answer" : "answer-" + talk.publicID, aside: talk.name)
                : nil,
            canThank: isOwn && !talk.isThanked, isThanked: talk.isThanked)
    }
}
