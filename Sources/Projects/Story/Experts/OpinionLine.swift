import Base
import HTMLTemplate
import Shell

/// What an expert signed, for members.
struct OpinionLine: PageModel {
    let text: String
    /// «Jeanne Leroy, architecte – signé le 3 mars 2026»
    let by: String

    static let fields: [Field<OpinionLine>] = [.text("text") { $0.text }, .text("by") { $0.by }]

    init(_ opinion: ExpertOpinion, _ context: Context) {
        text = opinion.text
        let day = context.language.date(opinion.signedAt.local.day)
        by = context.say("project.opinion.by", ["name": opinion.signature, "day": day])
    }
}
