import Base
import SQLite
import Shell
import Shops

extension ReportHandlers {
    /// The report as this member sees it.
    static func page(_ project: Project, _ form: FormState, _ context: Context) throws -> ReportPage {
        let (member, now) = (try context.requireMember(), context.now)
        let (report, answers, shops, effect, next, division) = try context.read { db in
            (
                try ProjectReport.of(project.id, in: db), try ReportAnswer.all(about: project.id, in: db),
                try project.isOver(at: now, in: db) ? project.ownShops(of: member, in: db) : [],
                try ProjectEffect.of(project, at: now, in: db),
                try NextEdition.of(project.id, in: db), try Division.latest(of: project.id, in: db)
            )
        }
        return ReportPage(
            title: project.details.title, backLink: context.link(.project(project)),
            path: context.link(.report(of: project)),
            own: shops.map { shop in
                ownAnswer(
                    shop, answers.first { $0.shop == shop.shop }, owing: division?[shop.shop]?.cents, form,
                    isOnly: shops.count == 1, context)
            },
            form: form,
            counts: ReportAnswer.Choice.allCases.map { choice in
                ReportPage.Count(name: choice.words(context), count: answers.count { $0.choice == choice })
            },
            words: answers.filter { !$0.word.isEmpty }.map {
                ReportPage.Word(shop: $0.shopName, answer: $0.choice.words(context), text: $0.word)
            }, effect: effect.map { EffectTable($0, context) }, money: MoneyTable(report.details.lines, context),
            report: report, isProjectPublic: project.publicAt != nil,
            canLead: member.may(.leadProject, project), canPublish: member.may(.publishProjects),
            nextLink: next.map { context.link(.project($0.publicID)) }, nextTitle: next?.title ?? "")
    }

    private static func ownAnswer(
        _ shop: Workplace, _ stored: ReportAnswer?, owing cents: Int?, _ form: FormState, isOnly: Bool,
        _ context: Context
    ) -> ReportPage.OwnAnswer {
        let isTyped = form.has(AnswerForm.word) && (isOnly || form[AnswerForm.shop] == shop.code)
        let state = isTyped ? form : FormState([AnswerForm.word.name: stored?.word ?? ""], context)
        let chosen = isTyped ? form[AnswerForm.choice] : stored?.choice.rawValue
        return ReportPage.OwnAnswer(
            code: shop.code, name: shop.name,
            price: cents.map {
                context.say("outcome.price", ["price": context.language.money(Money(cents: $0))])
            } ?? "",
            choices: ReportAnswer.Choice.allCases.map {
                FormOption(value: $0.rawValue, text: $0.words(context), isChosen: $0.rawValue == chosen)
            }, word: state.input(AnswerForm.word, id: isOnly ? nil : "word-" + shop.code.lowercased(), aside: shop.name)
        )
    }
}

extension Division {
    /// What the shops of a project owe now; nil before the deadline of a call that was met.
    fileprivate static func latest(of project: Project.ID, in db: Reader) throws -> Division? {
        try PledgeCall.latest(of: project, in: db).flatMap { $0.isReached ? try all(of: $0.id, in: db).first : nil }
    }
}
