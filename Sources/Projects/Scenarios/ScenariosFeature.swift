import Shell

extension Feature {
    /// Scenarios of a project side by side, and which one is chosen.
    package static let scenarios = Feature(
        pages: [ScenariosPage.self, ScenarioPage.self, ScenarioFormPage.self],
        fields: ScenarioForm.fields + ScenarioTrial.fields + ChoiceForm.formFields,
        formPages: [
            "/projets/:project/scenarios": "/projets/:project/scenarios/nouveau",
            "/projets/:project/choix": "/projets/:project/scenarios",
        ],
        personalData: [ScenarioData.all], withoutPersons: ["budget_line"],
        removed: { try ScenarioData.removed($0, $1, in: $2) },
        carryOver: { replaced, db, _ in try ScenarioData.carryOver(from: replaced, in: db) })
}
