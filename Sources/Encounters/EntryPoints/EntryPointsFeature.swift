import Base
import Shell
import Shops

extension Feature {
    /// Printed codes: making and ending them, and their figures.
    package static let entryPoints = Feature(
        pages: [CodesPage.self, CodePage.self], fields: EntryPointForm.fields,
        withoutPersons: ["entry_point", "entry_point_opens", "entry_point_day", "entry_point_week"],
        countedRoute: CountedRoute(
            "/b/:code", typedAt: .visits, name: { VisitHandlers.code(typed: String($0.dropFirst("/b/".count))) },
            add: { try EntryPoint.add($0, on: $1.local.day, in: $2) }))
}
