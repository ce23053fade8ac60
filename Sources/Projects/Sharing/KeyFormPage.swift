import HTMLTemplate
import Shell
import Web

/// The form of a distribution key, for those who lead the project.
struct KeyFormPage: Page {
    static let template = "projects/key"
    let title: String
    let backLink: String
    let action: String
    let version: Int
    let form: FormState
    let bases: [FormOption]
    let asked: [FormOption]
    let firsts: [FormOption]
    let seconds: [FormOption]
    let weights: [Input]
    let addsTier: Bool
    let section = Section.projects
    var isPrivate: Bool { true }

    init(
        _ place: SharedScenario, _ form: FormState, addsTier: Bool, _ context: Context
    ) throws {
        func options(_ name: String, _ values: [String], _ prefix: String) -> [FormOption] {
            values.map { FormOption(value: $0, text: context.say("\(prefix).\($0)"), isChosen: form[name] == $0) }
        }
        let measures = KeyMeasure.allCases.map(\.rawValue)
        let names = try CategoryNames(context)
        title = place.scenario.details.title
        (backLink, version) = (context.link(place.link), place.key?.version ?? 0)
        action = context.link(.editKey(place.scenario.publicID, of: place.project.publicID))
        (self.form, self.addsTier) = (form, addsTier)
        bases = options("basis", KeyForm.bases, "key.basis")
        asked = options("asked", ScenarioKey.Asked.allCases.map(\.rawValue), "key.asked")
        firsts = options("first", measures, "key.measure")
        seconds = options("second", measures, "key.measure")
        weights = MemberCategory.allCases.map { form.input(KeyForm.weight($0), values: ["category": names[$0]]) }
    }

    static let fields: [Field<KeyFormPage>] = [
        .text("title") { $0.title }, .text("backLink") { $0.backLink }, .text("action") { $0.action },
        .plainNumber("version") { $0.version }, .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors },
        .list("bases") { $0.bases },
        .optionalText("basisError") { $0.form.error("basis") },
        .list("asked") { $0.asked },
        .optionalText("askedError") { $0.form.error("asked") },
        .list("firsts") { $0.firsts }, .list("seconds") { $0.seconds }, .list("weights") { $0.weights },
        .optionalText("mixError") { $0.form.error("second") },
        .flag("opensWeights") { page in
            page.form["basis"] == "category" || page.form["first"] == "category" || page.form["second"] == "category"
        }, .flag("opensMix") { $0.form["basis"] == "mix" },
        .flag("opensTiers") { $0.addsTier || $0.form["basis"] == "tier" },
        .one("percent") { $0.form.input(KeyForm.percent) },
        .list("bounds") { page in [KeyForm.fixed, KeyForm.floor, KeyForm.cap].map { page.form.input($0) } },
        .one("tiers") { RowFields(KeyForm.tiers, $0.form, isOpen: $0.addsTier) },
    ]
}
