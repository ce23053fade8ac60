import Base
import HTMLTemplate
import SQLite
import Shell

/// What a project is about: to find it again in a list. Chosen by its leads; not part of its text, so it needs no
/// approval.
package enum ProjectCategory: String, Sendable, CaseIterable {
    case animation, decoration, communication, purchase, service, street, training, other

    /// The field of the form of a project, and of the filter of the list.
    static let field = "category"

    func words(_ context: Context) -> String { context.say("project.category.\(self)") }

    /// A choice of a menu.
    struct Choice: PageModel {
        let value: String
        let name: String
        let isChosen: Bool

        static let fields: [Field<Choice>] = [
            .text("value") { $0.value }, .text("name") { $0.name }, .flag("isChosen") { $0.isChosen },
        ]
    }

    /// All categories, in a menu.
    static func choices(_ chosen: String, _ context: Context) -> [Choice] {
        allCases.map { Choice(value: $0.rawValue, name: $0.words(context), isChosen: $0.rawValue == chosen) }
    }

    /// The category of a project; nil without one.
    static func of(_ project: Project.ID, in db: Reader) throws -> ProjectCategory? {
        try db.first("SELECT category FROM project WHERE id = ?1", project) {
            $0.optionalText(0).flatMap(ProjectCategory.init)
        } ?? nil
    }

    /// Changes the category of a project; nil for none.
    package static func set(_ category: ProjectCategory?, of project: Project.ID, in db: Writer) throws {
        try db.run("UPDATE project SET category = ?2 WHERE id = ?1", project, category?.rawValue)
    }
}
