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
        func texts(_ details: ProjectDetails) -> [String: String] {
            var texts = ProjectForm.values(details)
            texts[ProjectForm.budget.name] = details.budget.map(context.language.money)
            return texts
        }
        func text(_ value: String?) -> String {
            value.flatMap { $0.isEmpty ? nil : $0 } ?? context.say("project.text.none")
        }
        let (own, others) = (texts(project.details), texts(other.details))
        let (first, second) = isWaiting ? (others, own) : (own, others)
        return ProjectForm.inputs.filter { own[$0.name] != others[$0.name] }.map { field in
            ProjectChange(
                label: context.say(field.label), firstLabel: context.say("project.text.public"),
                first: text(first[field.name]),
                secondLabel: context.say(isWaiting ? "project.text.new" : "project.text.refused"),
                second: text(second[field.name]))
        }
    }
}
