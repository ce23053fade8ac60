import Base
import HTMLTemplate
import Shell

/// A signed opinion, for members.
struct OpinionLine: PageModel {
    /// «Sur le scénario « Sobre »»
    let about: String
    let text: String
    /// «Jeanne Leroy, architecte – signé le 3 mars 2026»
    let by: String

    static let fields: [Field<OpinionLine>] = [
        .text("about") { $0.about }, .text("text") { $0.text }, .text("by") { $0.by },
    ]

    /// - Parameter scenarios: those of the project that are not removed; nil for an opinion on another.
    init?(_ opinion: ExpertOpinion, among scenarios: [Scenario], _ context: Context) {
        if let id = opinion.scenario {
            guard let scenario = scenarios.first(where: { $0.id == id }) else { return nil }
            about = context.say("project.opinion.scenario", ["title": scenario.details.title])
        } else {
            about = context.say("project.opinion.whole")
        }
        text = opinion.text
        let day = context.language.date(opinion.signedAt.local.day)
        by = context.say("project.opinion.by", ["name": opinion.signature, "day": day])
    }
}
