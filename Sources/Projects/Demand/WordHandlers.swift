import Base
import Encounters
import HTTP
import SQLite
import Shell
import Web

/// Decisions about the words of visitors. The shop is neither shown nor named, so that no one decides about their own.
package enum WordHandlers {
    static let decision = "decision"

    /// Publishes or refuses them: 303 with an undo, or back to the words without a decision; 404 for unknown words; 409
    /// when they were decided meanwhile.
    package static func decide(_ request: Request, _ context: Context) async throws -> Response {
        guard let outcome = AllowedWords.Outcome(rawValue: try context.form()[decision] ?? "") else {
            return context.seeOther(Link.demand.at(fragment: "mots"))
        }
        return try await change(to: outcome, flash: "demand.words.\(outcome.rawValue)", context)
    }

    /// Undoes a decision: 303; 404 and 409 as for the decision.
    package static func undo(_ request: Request, _ context: Context) async throws -> Response {
        try await change(to: nil, flash: "demand.words.undone", context)
    }

    private static func change(
        to outcome: AllowedWords.Outcome?, flash: String, _ context: Context
    ) async throws -> Response {
        let (member, now) = (try context.requireMember().id, context.now)
        let publicID = context.parameter("words")
        guard try context.read({ try AllowedWords.exists(publicID, in: $0) }) else { throw Failure.notFound }
        let isDone = try await context.write {
            try AllowedWords.decide(outcome, publicID, by: member, at: now, in: $0)
        }
        guard isDone else { throw Failure.conflict }
        return context.seeOther(
            Link.demand.at(fragment: "mots"), flash: context.say(flash),
            undo: outcome == nil ? nil : .undoWords(publicID))
    }
}

extension Demand {
    /// The words that wait, for those who decide about them: a line of their home.
    static func waiting(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.moderate) == true else { return [] }
        let count = try AllowedWords.waitingCount(in: db)
        guard count > 0 else { return [] }
        return [
            Waiting(
                .useful, context.say("waiting.words", count: count), why: context.say("waiting.words.why"),
                action: context.say("waiting.words.read"), Link.demand.at(fragment: "mots"), context)
        ]
    }
}
