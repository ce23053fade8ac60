import Base
import Shell
import Shops
import Web

/// The form of a project: two required fields, optional ones, its dates, and for which shop.
package struct ProjectForm: Sendable {
    static let title = TextField("title", label: "project.title", limit: 120, missing: "project.title.missing")
    /// What it is, in the proposer's words.
    static let purpose = TextField(
        "purpose", .lines(6), label: "project.purpose", limit: 5_000, missing: "project.purpose.missing",
        autocomplete: nil)
    /// When, in free words, while it has no date: «premier week-end de décembre».
    static let happens = TextField("happens", label: "project.happens", limit: 120, hint: "project.happens.hint")
    static let place = TextField("place", label: "project.place", limit: 120, hint: "project.place.hint")
    static let budget = TextField(
        "budget", label: "project.budget", limit: 20, invalid: "project.budget.invalid", hint: "project.budget.hint",
        inputMode: "decimal", isShort: true)
    /// The need that the project begins with, by its public id.
    static let need = "annonce"
    static let inputs = [title, purpose, happens, place, budget]
    static let fields =
        inputs.map(AnyField.init) + ProjectDateForm.rows.anyFields + [
            .choice("shop"), .choice(ProjectCategory.field), .choice("version"), FormBase.field, .choice("confirmed"),
            .choice("change"), .choice("add"), .choice(need),
        ]
    /// What is merged when two people edit a project.
    static let units = inputs.map(FormUnit.init) + [ProjectDateForm.rows.unit]

    private(set) var state: FormState
    let details: ProjectDetails
    /// What it is about; nil when none was chosen.
    let category: ProjectCategory?
    /// The chosen shop of the member; nil for the association.
    let shop: Shop.ID?

    /// Reads a submitted form. `choosesShop` is false for an edit: it cannot change the shop.
    init(_ form: Form, choosesShop: Bool, by member: Member, _ context: Context) {
        var state = FormState(form, fields: ProjectForm.fields, context)
        var details = ProjectDetails(title: state.text(ProjectForm.title), purpose: state.text(ProjectForm.purpose))
        details.happens = state.text(ProjectForm.happens)
        details.place = state.text(ProjectForm.place)
        details.dates = ProjectDateForm.read(&state, context)
        let typedBudget = state.text(ProjectForm.budget)
        details.budget = Money(typed: typedBudget)
        if !typedBudget.isEmpty, details.budget == nil { state.refuse(ProjectForm.budget, "project.budget.invalid") }
        shop = choosesShop ? ProjectForm.shop(&state, of: member, context) : nil
        category = ProjectCategory(rawValue: state[ProjectCategory.field])
        self.details = details
        self.state = state
    }

    /// The form before anything was typed: empty, or with the words of a need or of what visitors did not find.
    static func blank(for member: Member, from need: String?, _ context: Context) throws -> FormState {
        let shop = member.may(.represent) ? "" : member.workplaces(may: .represent).first?.code ?? ""
        let words = try need.map { try Need.projectValues($0, for: member, context) } ?? Demand.projectValues(context)
        return FormState(["shop": shop].merging(words) { $1 }, context)
    }

    /// The values of a form of these details.
    static func values(_ details: ProjectDetails) -> [String: String] {
        [
            title.name: details.title, purpose.name: details.purpose, happens.name: details.happens,
            place.name: details.place, budget.name: details.budget?.typed ?? "",
        ].merging(ProjectDateForm.values(details.dates)) { first, _ in first }
    }

    /// The values of the form of a stored project, with the version and the base it is loaded with.
    static func values(_ project: Project) -> [String: String] {
        var values = values(project.details)
        values[FormBase.field.name] = FormBase(units, values).text
        values["version"] = String(project.version)
        return values
    }

    /// Whether there is a choice: several shops, or a shop and the association.
    static func hasChoice(_ member: Member) -> Bool {
        member.workplaces(may: .represent).count > (member.may(.represent) ? 0 : 1)
    }

    /// Whether the member may propose a project for a shop or the association.
    package static func isOpen(to member: Member) -> Bool {
        member.may(.represent) || !member.workplaces(may: .represent).isEmpty
    }

    /// Without a choice, a shopkeeper proposes for their shop and the president for the association; the sent value is
    /// ignored.
    private static func shop(_ state: inout FormState, of member: Member, _ context: Context) -> Shop.ID? {
        let (code, shops) = (state["shop"], member.workplaces(may: .represent))
        if code.isEmpty || !hasChoice(member) { return member.may(.represent) ? nil : shops.first?.shop }
        let shop = shops.first { $0.code == code }
        if shop == nil { state.refuse("shop", context.say("project.shop.invalid")) }
        return shop?.shop
    }
}
