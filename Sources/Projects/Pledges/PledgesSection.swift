import Base
import HTMLTemplate
import SQLite
import Shell
import Shops

/// The pledges of a project, on its page.
struct PledgesSection: PageModel {
    let status: String
    /// Until when, or what was divided.
    let detail: String
    let link: String
    /// Whether the next step is a call by this member.
    let mayOpen: Bool

    static let fields: [Field<PledgesSection>] = [
        .text("status") { $0.status }, .text("detail") { $0.detail }, .text("link") { $0.link },
        .flag("mayOpen") { $0.mayOpen },
    ]

    /// The section as the person of this request sees it. Nil for guests, and without a call; those who lead the
    /// project see it once a scenario has a key.
    static func of(_ project: Project, _ context: Context, in db: Reader) throws -> PledgesSection? {
        guard let member = context.member, project.withdrawal == nil else { return nil }
        let link = context.link(.pledges(project.publicID))
        guard let state = try CallState.latest(of: project.id, in: db) else {
            guard member.may(.leadProject, project),
                try Scenario.all(of: project.id, in: db).contains(where: { try ScenarioKey.exists(for: $0.id, in: db) })
            else { return nil }
            return PledgesSection(
                status: context.say("section.pledges.ready"), detail: "",
                link: context.link(.newCall(project.publicID)), mayOpen: true)
        }
        let call = state.call
        if call.frozenAt != nil, !call.isReached {
            return PledgesSection(
                status: context.say("section.pledges.missed"), detail: "", link: link, mayOpen: false)
        }
        if call.isReached {
            let total = try Division.latest(of: call.id, in: db)?.total ?? 0
            return PledgesSection(
                status: context.say("section.pledges.owed", ["total": context.money(total)]), detail: "", link: link,
                mayOpen: false)
        }
        return PledgesSection(
            status: PledgeWords(state: state, context: context).status,
            detail: context.say("section.pledges.open", ["closesAt": context.language.moment(call.closesAt)]),
            link: link, mayOpen: false)
    }

    /// When the first call that was not cancelled opened. Index: `pledge_call_by_project`.
    static func facts(_ projects: [Project.ID], in db: Reader) throws -> [Project.ID: [StageFact]] {
        let found = try db.rows(
            """
            SELECT json_each.value, min(pledge_call.opened_at) FROM json_each(?1)
              JOIN pledge_call INDEXED BY pledge_call_by_project ON pledge_call.project_id = json_each.value
             WHERE cancelled_at IS NULL GROUP BY json_each.value
            """, Project.ID.list(projects)
        ) { (Project.ID(rawValue: $0.int(0)), [StageFact(.pledges, since: $0.instant(1))]) }
        return Dictionary(found) { first, _ in first }
    }

    /// What is asked of the member of this request: to answer an open call for a shop, to answer a shop that wants to
    /// leave, to prepare the call once a scenario is chosen.
    static func asked(
        _ project: Project, _ story: ProjectStory, _ context: Context, in db: Reader
    ) throws -> [Waiting] {
        guard let member = context.member, project.withdrawal == nil else { return [] }
        guard let state = try CallState.latest(of: project.id, in: db) else {
            return try beforeCall(project, story, context, in: db).map { [$0] } ?? []
        }
        var lines: [Waiting] = []
        let link = Link.pledges(project.publicID)
        if state.call.isOpen(at: context.now) {
            for shop in member.workplaces(may: .represent)
            where state.key.shop(shop.code) != nil && state.pledge(of: shop.code) == nil {
                let isMissing = state.offer(shop.code) == nil
                lines.append(
                    Waiting(
                        .missing, context.say("waiting.pledge", ["title": shop.name]),
                        why: isMissing
                            ? context.say("waiting.numbers.why")
                            : context.say(
                                "waiting.pledge.why",
                                ["closesAt": context.language.moment(state.call.closesAt)]),
                        action: context.say("waiting.pledge.do"), link, context))
            }
        }
        if member.may(.leadProject, project), state.pledges.contains(where: { $0.leavingAskedAt != nil }) {
            lines.append(
                Waiting(
                    .promised, context.say("waiting.leaving", ["title": project.details.title]),
                    why: context.say("waiting.leaving.why"), action: context.say("waiting.pledge.do"), link, context))
        }
        return lines
    }

    /// What those who lead the project have to do between the choice of a scenario and the call: choose how its cost is
    /// divided, then open the call.
    private static func beforeCall(
        _ project: Project, _ story: ProjectStory, _ context: Context, in db: Reader
    ) throws -> Waiting? {
        guard story.now == .choice, context.member?.may(.leadProject, project) == true,
            let choice = try ScenarioChoice.current(of: project.id, in: db),
            let scenario = try Scenario.all(of: project.id, in: db).first(where: { $0.id == choice.scenario })
        else { return nil }
        let hasKey = try ScenarioKey.exists(for: scenario.id, in: db)
        let key = hasKey ? "waiting.call.open" : "waiting.key"
        return Waiting(
            .promised, context.say(key), why: context.say(key + ".why"), action: context.say(key + ".do"),
            hasKey ? .newCall(project.publicID) : .editKey(scenario.publicID, of: project.publicID), context)
    }
}
