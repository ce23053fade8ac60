import Base
import HTMLTemplate
import SQLite
import Shell
import Shops

/// The report of a project, on its page.
struct ReportSection: PageModel {
    /// The summary that everyone sees.
    let summary: String
    /// For members: «5 oui · 1 non».
    let answers: String
    let link: String?
    let nextLink: String?
    let nextTitle: String
    /// Its leads may say that it is over.
    var endLink: String?

    static let fields: [Field<ReportSection>] = [
        .text("summary") { $0.summary }, .text("answers") { $0.answers }, .optionalText("reportLink") { $0.link },
        .optionalText("nextLink") { $0.nextLink }, .text("nextTitle") { $0.nextTitle },
        .optionalText("endLink") { $0.endLink },
    ]

    /// Visitors see the summary that the presidency has read; members the report, once the project is over.
    static func of(_ project: Project, _ context: Context, in db: Reader) throws -> ReportSection? {
        let report = try ProjectReport.of(project.id, in: db)
        guard let member = context.member, project.withdrawal == nil else {
            let summary = report.publicSummary
            return summary.isEmpty
                ? nil : ReportSection(summary: summary, answers: "", link: nil, nextLink: nil, nextTitle: "")
        }
        let story = try ProjectStory.of(project.id, at: context.now, in: db)
        let isOver = story.isOver
        let mayEnd = member.may(.leadProject, project) && story.now == .doing
        guard isOver || mayEnd || report.isWritten else { return nil }
        let answers = try ReportAnswer.all(about: project.id, in: db)
        let counts = ReportAnswer.Choice.allCases.compactMap { choice -> String? in
            let count = answers.count { $0.choice == choice }
            let values = ["choice": choice.words(context), "count": context.language.number(count)]
            return count == 0 ? nil : context.say("outcome.count", values)
        }
        let next = try NextEdition.of(project.id, in: db)
        return ReportSection(
            summary: report.details.summary, answers: counts.joined(separator: " · "),
            link: isOver || report.isWritten ? context.link(.report(of: project)) : nil,
            nextLink: next.map { context.link(.project($0.publicID)) }, nextTitle: next?.title ?? "",
            endLink: isOver || !mayEnd ? nil : context.link(.endProject(project)))
    }

    /// Its leads said that it is over, and another project continues it.
    static func facts(_ projects: [Project.ID], in db: Reader) throws -> [Project.ID: [StageFact]] {
        var facts = try ProjectReport.ends(of: projects, in: db).mapValues { [StageFact(.report, since: $0)] }
        for (project, moment) in try NextEdition.dates(of: projects, in: db) {
            facts[project, default: []].append(StageFact(.nextEdition, since: moment))
        }
        return facts
    }

    /// Once it is over: an answer of each shop that took part, and a report of its leads.
    static func asked(
        _ project: Project, _ story: ProjectStory, _ context: Context, in db: Reader
    ) throws -> [Waiting] {
        guard let member = context.member, story.now == .report else { return [] }
        let answered = Set(try ReportAnswer.all(about: project.id, in: db).map(\.shop))
        var lines = try project.ownShops(of: member, in: db).filter { !answered.contains($0.shop) }.map { shop in
            answer(project.details.title, project.publicID, of: shop, context)
        }
        if member.may(.leadProject, project), try !ProjectReport.of(project.id, in: db).isWritten {
            lines.append(
                Waiting(
                    .useful, context.say("outcome.asked.write"),
                    why: context.say("outcome.asked.write.why", ["project": project.details.title]),
                    action: context.say("outcome.asked.write.action"), .editReport(of: project), context))
        }
        return lines
    }
}

extension ReportSection {
    /// Days after its end for which a project asks on the home of a shop.
    private static let askedDays = 60

    /// The projects that are over and that a shop has not answered for: lines of its home. Indexes:
    /// `participation_by_shop`, the primary key of `report_answer`.
    static func waiting(at place: Workplace, _ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.represent, place) == true else { return [] }
        let projects = try db.rows(
            """
            SELECT project.id, project.public_id, project.title
              FROM participation INDEXED BY participation_by_shop JOIN project ON project.id = participation.project_id
             WHERE participation.shop_id = ?1 AND participation.left_at IS NULL AND project.withdrawn_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM report_answer WHERE project_id = project.id AND shop_id = ?1)
             ORDER BY project.proposed_at DESC LIMIT 30
            """, place.shop
        ) { (id: Project.ID(rawValue: $0.int(0)), publicID: $0.text(1), title: $0.text(2)) }
        let stories = try ProjectStory.all(of: projects.map(\.id), at: context.now, in: db)
        let over = projects.filter { project in
            guard let story = stories[project.id], story.isOver, let since = story.dates[.report] else { return false }
            return since > context.now - .days(askedDays)
        }
        return over.prefix(2).map { answer($0.title, $0.publicID, of: place, context) }
    }

    private static func answer(_ title: String, _ publicID: String, of shop: Workplace, _ context: Context) -> Waiting {
        Waiting(
            .missing, context.say("outcome.asked.answer"),
            why: context.say("outcome.asked.answer.why", ["project": title, "shop": shop.name]),
            action: context.say("outcome.asked.answer.action"), .report(of: publicID), context)
    }
}

extension ProjectStory {
    /// Whether the project is over.
    var isOver: Bool {
        switch now {
        case .idea, .scenarios, .choice, .pledges, .doing: false
        case .report, .nextEdition: true
        }
    }
}

extension Project {
    /// Whether it is over: after the last of its dates, or since its leads said so.
    func isOver(at now: Instant, in db: Reader) throws -> Bool { try ProjectStory.of(id, at: now, in: db).isOver }
}
