import Web

/// The form of a project: two required fields, two that may be left out, and for which shop.
struct ProjectForm: Sendable {
    static let fields = ["title", "purpose", "happens", "budget", "shop", "version"]
    private(set) var state: FormState
    let details: ProjectDetails
    /// The shop chosen among those the member keeps; nil for the association.
    let shop: Shop.ID?

    /// Reads what came in. `choosesShop` is false when a project is edited: whose it is does not change.
    init(_ form: Form, choosesShop: Bool, by member: Member, _ context: Context) {
        var state = FormState(form, fields: ProjectForm.fields)
        let title = state.text(
            "title", upTo: ProjectDetails.titleLimit, missing: context.say("project.title.missing"),
            tooLong: context.tooLong(ProjectDetails.titleLimit))
        let purpose = state.text(
            "purpose", upTo: ProjectDetails.purposeLimit, missing: context.say("project.purpose.missing"),
            tooLong: context.tooLong(ProjectDetails.purposeLimit))
        let happens = state.optionalText(
            "happens", upTo: ProjectDetails.happensLimit, tooLong: context.tooLong(ProjectDetails.happensLimit))
        let typedBudget = state["budget"].trimmed
        let budget = Money(typed: typedBudget)
        if !typedBudget.isEmpty, budget == nil { state.refuse("budget", context.say("project.budget.invalid")) }
        shop = choosesShop ? ProjectForm.shop(&state, of: member, context) : nil
        details = ProjectDetails(
            title: title.split(whereSeparator: \.isNewline).joined(separator: " "), purpose: purpose,
            happens: happens.split(whereSeparator: \.isNewline).joined(separator: " "), budget: budget)
        self.state = state
    }

    /// The form before anything was typed.
    static func blank(for member: Member) -> FormState {
        FormState(["shop": member.role == .president ? "" : member.shops.first?.code ?? ""])
    }

    /// The form of a project as it stands.
    static func filled(_ project: Project) -> FormState {
        FormState([
            "title": project.details.title, "purpose": project.details.purpose, "happens": project.details.happens,
            "budget": project.details.budget?.typed ?? "", "version": String(project.version),
        ])
    }

    /// Whether there is anything to choose: several shops, or a shop and the association.
    static func hasChoice(_ member: Member) -> Bool { member.shops.count > (member.role == .president ? 0 : 1) }

    /// Without a choice, a shopkeeper proposes for their own shop, the president for the association, whatever was sent.
    private static func shop(_ state: inout FormState, of member: Member, _ context: Context) -> Shop.ID? {
        let code = state["shop"]
        if code.isEmpty || !hasChoice(member) { return member.role == .president ? nil : member.shops.first?.id }
        let shop = member.shops.first { $0.code == code }
        if shop == nil { state.refuse("shop", context.say("project.shop.invalid")) }
        return shop?.id
    }
}
