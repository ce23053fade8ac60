import Base
import HTMLTemplate
import Shell

/// A field that differs between the two texts of a project.
struct ProjectChange: PageModel, Sendable {
    let label: String
    /// The labels of the two texts: what visitors see, and the new or the refused text.
    let firstLabel: String
    let first: String
    let secondLabel: String
    let second: String

    static let fields: [Field<ProjectChange>] = [
        .text("label") { $0.label }, .text("firstLabel") { $0.firstLabel }, .text("first") { $0.first },
        .text("secondLabel") { $0.secondLabel }, .text("second") { $0.second },
    ]

    /// The differing fields: the text that visitors see, then the one that waits or was refused.
    static func all(of project: Project, _ context: Context) -> [ProjectChange] {
        guard let other = project.other, project.publicAt != nil else { return [] }
        let isWaiting = other.state == .approved
        func text(_ value: String?) -> String {
            value.flatMap { $0.isEmpty ? nil : $0 } ?? context.say("project.text.none")
        }
        let (own, others) = (texts(project.details, context), texts(other.details, context))
        let (first, second) = isWaiting ? (others, own) : (own, others)
        return ProjectForm.units.filter { own[$0.name] != others[$0.name] }.map { field in
            ProjectChange(
                label: label(field, context), firstLabel: context.say("project.text.public"),
                first: text(first[field.name]),
                secondLabel: context.say(isWaiting ? "project.text.new" : "project.text.refused"),
                second: text(second[field.name]))
        }
    }

    /// The label of a unit of the form.
    static func label(_ unit: FormUnit, _ context: Context) -> String {
        let field = ProjectForm.inputs.first { $0.name == unit.name }
        return field.map { context.say($0.label) } ?? context.say("project.dates")
    }

    /// The units of the form as people read them.
    static func texts(_ details: ProjectDetails, _ context: Context) -> [String: String] {
        var texts = ProjectForm.values(details)
        texts[ProjectForm.budget.name] = details.budget.map(context.language.money)
        texts[ProjectDateForm.rows.unit.name] = details.dateWords(context).joined(separator: "\n")
        return texts
    }
}
