import Base
import HTMLTemplate
import HTTP

/// What each office may do, in words: the page is made from `Office.rights`, so it says what the program does.
struct RightsPage: Page {
    static let template = "adherents/rights"
    let offices: [OfficeWords]
    let section = Section.home
    let isPrivate = true

    /// One office.
    struct OfficeWords: PageModel {
        let name: String
        let groups: [Group]

        static let fields: [Field<OfficeWords>] = [.text("name") { $0.name }, .list("groups") { $0.groups }]
    }

    /// Its rights within one reach.
    struct Group: PageModel {
        let reach: String
        let rights: [Line]

        static let fields: [Field<Group>] = [.text("reach") { $0.reach }, .list("rights") { $0.rights }]
    }

    struct Line: PageModel {
        let text: String

        static let fields: [Field<Line>] = [.text("text") { $0.text }]
    }

    static let fields: [Field<RightsPage>] = [.list("offices") { $0.offices }]
}

/// The page of rights.
package enum RightsHandlers {
    /// Shows it to every member.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let reaches = Office.Reach.allCases
        return try context.render(
            RightsPage(
                offices: Office.allCases.map { office in
                    RightsPage.OfficeWords(
                        name: office.label(context).capitalisedFirst,
                        groups: reaches.compactMap { reach in
                            let rights = Right.allCases.filter { office.rights[reach]?.contains($0) == true }
                            if rights.isEmpty { return nil }
                            return RightsPage.Group(
                                reach: context.say("rights.reach.\(reach)"),
                                rights: rights.map { RightsPage.Line(text: context.say("right.\($0)")) })
                        })
                }))
    }
}
