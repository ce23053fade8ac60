import HTMLTemplate
import Shell
import Shops

/// A page of prose: the handling of reviews. Its texts are the messages `prose.NAME.*`.
struct ProsePage: Page {
    static let template = "association/prose"
    let title: String
    let paragraphs: [Paragraph]
    let link: Link
    var canonicalLink: Link? { link }

    struct Paragraph: PageModel {
        let heading: String?
        let text: String

        static let fields: [Field<Paragraph>] = [.optionalText("heading") { $0.heading }, .text("text") { $0.text }]
    }

    static var fields: [Field<ProsePage>] {
        [.text("title") { $0.title }, .list("paragraphs") { $0.paragraphs }]
    }
}

/// The component gallery, in development only.
struct StylePage: Page {
    static let template = "style"
    static let fields: [Field<StylePage>] = [
        .html("facadeSheet") { _ in FacadeSheet.html }, .html("facades") { _ in facades },
    ]

    /// A façade in each state and season.
    private static let facades: HTML = {
        let facade = Facade(name: "Boulangerie de l’Étoile", trade: "Boulangerie", code: "7KQ2")
        var html: HTML = ""
        for state in FacadeState.allCases {
            for season in FacadeSeason.allCases { html.append("<li>\(facade.html(state, season))</li>") }
        }
        return html
    }()
}
