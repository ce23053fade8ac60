import HTTP
import Shell
import Web

/// Erasing a former member, as they asked: only once their access has ended.
enum MemberErasureHandlers {
    /// What would be erased, and the form.
    static func confirm(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(page(try find(context), FormState(context), context))
    }

    /// Erases them: 303 to the list; 422 without the box; 409 while they have access.
    static func erase(_ request: Request, _ context: Context) async throws -> Response {
        let person = try find(context)
        guard try context.form()[EraseForm.sure] == "1" else {
            var form = FormState(context)
            form.refuse(EraseForm.sure, context.say("erase.sure.missing"))
            return try context.render(page(person, form, context), status: .unprocessableContent)
        }
        try await OwnDataHandlers.erase(person.id, by: context.requireMember().id, context)
        return context.seeOther(.members, flash: context.say("erase.done.of", ["name": person.name]))
    }

    private static func find(_ context: Context) throws -> MemberFile {
        let person = try MemberHandlers.find(context)
        guard person.endedAt != nil, try context.requireMember().mayManageAccess(of: person) else {
            throw Failure.conflict
        }
        return person
    }

    private static func page(_ person: MemberFile, _ form: FormState, _ context: Context) -> ErasePage {
        ErasePage(
            name: person.name, action: context.link(.eraseMember(person.publicID)),
            back: context.link(.member(person.publicID)), form: form)
    }
}
