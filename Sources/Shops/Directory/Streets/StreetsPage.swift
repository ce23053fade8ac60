import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// Streets that may be the same, each pair with a question; and the earlier answers.
struct StreetsPage: Page {
    static let template = "shops/streets"
    let questions: [Question]
    let answers: [Answer]
    let section = Section.shops

    struct Question: PageModel {
        let one: Name
        let other: Name

        static let fields: [Field<Question>] = [.one("one") { $0.one }, .one("other") { $0.other }]
    }

    struct Name: PageModel {
        let key: String
        let label: String
        let shops: String

        static let fields: [Field<Name>] = [
            .text("key") { $0.key }, .text("label") { $0.label }, .text("shops") { $0.shops },
        ]
    }

    struct Answer: PageModel {
        let text: String
        let undo: String

        static let fields: [Field<Answer>] = [.text("text") { $0.text }, .text("undo") { $0.undo }]
    }

    static let fields: [Field<StreetsPage>] = [
        .flag("hasQuestions") { !$0.questions.isEmpty }, .list("questions") { $0.questions },
        .flag("hasAnswers") { !$0.answers.isEmpty }, .list("answers") { $0.answers },
    ]
}

/// Questions whether two spellings are the same street.
package enum StreetHandlers {
    static let fields: [AnyField] = [.choice("une"), .choice("autre"), .choice("meme")]

    /// 200 with the questions and the answers.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let directory = try DirectorySnapshot.current(context)
        let questions = directory.similarStreets.map { pair in
            StreetsPage.Question(
                one: name(directory.streets.choices[pair.one], context),
                other: name(directory.streets.choices[pair.other], context))
        }
        let lines = directory.streetAnswers.map { answer in
            StreetsPage.Answer(
                text: sentence(answer, context), undo: context.link(.undoStreet(answer.pair.one, answer.pair.other)))
        }
        return try context.render(StreetsPage(questions: questions, answers: lines))
    }

    /// Stores an answer: 303 with «Annuler». 303 without a message for two streets that are not in question, such as
    /// after a second press of the button.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let form = try context.form()
        let pair = StreetPair(form["une"] ?? "", form["autre"] ?? "")
        let directory = try DirectorySnapshot.current(context)
        let asked = directory.similarStreets.contains { one, other in
            StreetPair(directory.streets.choices[one].key, directory.streets.choices[other].key) == pair
        }
        guard asked else { return context.seeOther(.streets) }
        let answer = StreetAnswer(pair: pair, isSame: form["meme"] == "1")
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try answer.save(at: now, in: db)
            try Audit.record(.streetsAnswered, by: member, at: now, in: db)
        }
        return context.seeOther(
            .streets, flash: sentence(answer, context), undo: .undoStreet(pair.one, pair.other))
    }

    /// Deletes an answer: 303; the question is asked again.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let pair = StreetPair(context.query["une"] ?? "", context.query["autre"] ?? "")
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try StreetAnswer.delete(pair, in: db)
            try Audit.record(.streetsAnswerTakenBack, by: member, at: now, in: db)
        }
        return context.seeOther(.streets, flash: context.say("streets.undone"))
    }

    /// The line on the home of members who may answer.
    static func waiting(_ context: Context) throws -> [Waiting] {
        let directory = try DirectorySnapshot.current(context)
        guard context.member?.may(.manageShops) == true, let first = directory.similarStreets.first else { return [] }
        let (one, other) = (directory.streets.choices[first.one], directory.streets.choices[first.other])
        return [
            Waiting(
                .useful, context.say("streets.waiting", count: directory.similarStreets.count),
                why: one.label + " · " + other.label, action: context.say("streets.check"), .streets, context)
        ]
    }

    private static func name(_ choice: DirectoryChoice, _ context: Context) -> StreetsPage.Name {
        StreetsPage.Name(
            key: choice.key, label: choice.label, shops: context.say("directory.heading", count: choice.count))
    }

    /// «avenue bizot» and its other name, as they are compared: without capitals and accents.
    private static func sentence(_ answer: StreetAnswer, _ context: Context) -> String {
        context.say(
            answer.isSame ? "streets.same" : "streets.different",
            ["one": answer.pair.one, "other": answer.pair.other])
    }
}
