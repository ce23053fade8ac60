import Base
import HTTP
import Shell
import Web

/// The form of the report.
package enum ReportEditHandlers {
    /// The form of a report, for its leads.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let project = try ProjectHandlers.led(context)
        let (report, planned) = try stored(project, context)
        return try context.render(page(project, ReportForm.of(report, planned, context), planned, context))
    }

    /// Writes it: 303; 422 with the form as typed; 409 with what was typed when another person wrote meanwhile.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try ProjectHandlers.led(context), try context.requireMember().id, context.now)
        let (report, planned) = try stored(project, context)
        let form = ReportForm(try context.form(), planned: planned, context)
        guard form.state.isValid else {
            return try context.render(
                page(project, form.state, planned, context), status: .unprocessableContent)
        }
        let (details, version) = (form.details, Int(form.state["version"]) ?? report.version)
        do {
            try await context.write { db in
                try ProjectReport.write(details, of: project.id, over: version, by: member, at: now, in: db)
                try Audit.record(.reportWritten, project.publicID, by: member, at: now, in: db)
                // Public text waits for the presidency.
                let isNew = details.summary != report.details.summary && !details.summary.isEmpty
                if isNew, project.publicAt != nil {
                    try Notice.add(
                        .summaryWaiting, about: project.details.title, .report(of: project),
                        object: "project " + project.publicID, to: try Member.all(may: .publishProjects, in: db),
                        except: member, at: now, in: db)
                }
            }
        } catch Failure.conflict {
            var values = form.state.values
            values["version"] = String(try context.read { try ProjectReport.of(project.id, in: $0).version })
            var page = page(project, FormState(values, context), planned, context)
            page.isConflict = true
            return try context.render(page, status: .conflict)
        }
        return context.seeOther(.report(of: project), flash: context.say("outcome.saved"))
    }

    private static func stored(
        _ project: Project, _ context: Context
    ) throws -> (ProjectReport, [ReportLine.Planned]) {
        try context.read { db in
            let report = try ProjectReport.of(project.id, in: db)
            return (report, try ReportLine.planned(for: project, report, in: db))
        }
    }

    private static func page(
        _ project: Project, _ form: FormState, _ planned: [ReportLine.Planned], _ context: Context
    ) -> ReportFormPage {
        func rows(_ numbers: ClosedRange<Int>) -> [ReportFormPage.Row] {
            let used = numbers.filter { number in
                planned.contains { $0.number == number } || !form[ReportForm.label.row(number)].isEmpty
                    || !form[ReportForm.amount.row(number)].isEmpty
            }
            let free = numbers.filter { !used.contains($0) }.prefix(ReportForm.blanks)
            return (used + free).map { number in
                let known = planned.first { $0.number == number }
                return ReportFormPage.Row(
                    heading: known?.label ?? context.say("outcome.line.other"),
                    planned: known?.planned.map {
                        context.say("outcome.line.planned", ["amount": context.language.money($0)])
                    },
                    label: form.input(ReportForm.label.row(number)),
                    amount: form.input(ReportForm.amount.row(number)))
            }
        }
        return ReportFormPage(
            title: project.details.title, backLink: context.link(.report(of: project)),
            action: context.link(.editReport(of: project)), form: form, costs: rows(ReportLine.costs),
            incomes: rows(ReportLine.incomes))
    }
}
