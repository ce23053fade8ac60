import Base
import HTMLTemplate
import Shell
import Shops

/// One line of the comparison.
struct CodeRow: PageModel {
    let title: String
    let link: String?
    let action: String
    /// «41 scans · 12 réponses · depuis le début : 0,24 € par scan».
    let words: String
    let figures: CodeFigures
    /// A number, «moins de 5», or «–» where there are no answers or none are shown.
    let answers, detailed, reviews, endedAnswers: String
    /// «très contents».
    let faces: String
    let cost, perOpening, perAnswer: String

    static let fields: [Field<CodeRow>] = [
        .text("title") { $0.title }, .optionalText("link") { $0.link }, .text("action") { $0.action },
        .text("words") { $0.words },
        .number("opens") { $0.figures.opens }, .text("answers") { $0.answers }, .text("faces") { $0.faces },
        .text("detailed") { $0.detailed }, .text("reviews") { $0.reviews },
        .number("endedOpens") { $0.figures.endedOpens }, .text("endedAnswers") { $0.endedAnswers },
        .text("cost") { $0.cost }, .text("perOpening") { $0.perOpening }, .text("perAnswer") { $0.perAnswer },
    ]

    init(_ line: CodeLine, _ context: Context) {
        title = line.title
        link = line.link.map(context.link)
        action = context.say("code.open")
        self.figures = line.figures
        let figures = line.figures
        func count(_ number: Int) -> String {
            if !line.hasAnswers { return "–" }
            return CodeFigures.shown(number).map(context.language.number) ?? CodeWords(context).fewer(line)
        }
        (answers, detailed) = (count(figures.answers), count(figures.detailed))
        (reviews, endedAnswers) = (count(figures.reviews), count(figures.endedAnswers))
        faces = CodeWords(context).faces(figures) ?? "–"
        func amount(_ money: Money?) -> String { money.map(context.language.money) ?? "–" }
        (cost, perOpening, perAnswer) = (amount(line.cost), amount(line.costPerOpening), amount(line.costPerAnswer))
        words = CodeWords(context).sentence(line)
    }
}

/// Figures in words.
struct CodeWords {
    let context: Context

    init(_ context: Context) { self.context = context }

    /// «41 scans · 12 réponses · depuis le début : 0,24 € par scan, 1,20 € par réponse · terminé le 3 mars 2026».
    func sentence(_ line: CodeLine) -> String {
        let figures = line.figures
        var parts = [context.say("code.opens", count: figures.opens)]
        if let answers = line.shownAnswers { parts.append(context.say("code.answers", count: answers)) }
        if line.fewCodes > 0 { parts.append(context.say("code.few", count: line.fewCodes)) }
        if let faces = faces(figures) { parts.append(context.say("code.faces", ["faces": faces])) }
        if let reviews = CodeFigures.shown(figures.reviews) {
            parts.append(context.say("code.reviews", count: reviews))
        }
        if let prices = prices(line) { parts.append(prices) }
        if let campaign = line.campaign { parts.append(campaign) }
        if let ended = line.endedAt { parts.append(self.ended(ended)) }
        if figures.endedOpens > 0 { parts.append(context.say("code.endedOpens", count: figures.endedOpens)) }
        return parts.joined(separator: " · ")
    }

    /// «moins de 5», for several codes «moins de 5 chacun».
    func fewer(_ line: CodeLine) -> String { context.say(line.isGroup ? "code.fewer.each" : "code.fewer") }

    /// The mean face in words, from five answers up; nil below.
    func faces(_ figures: CodeFigures) -> String? {
        guard let answers = CodeFigures.shown(figures.answers) else { return nil }
        return switch Double(figures.feelingSum) / Double(answers) {
        case 4.5...: context.say("code.faces.delighted")
        case 3.5...: context.say("code.faces.happy")
        case 2.5...: context.say("code.faces.divided")
        default: context.say("code.faces.unhappy")
        }
    }

    /// «depuis le début : 0,24 € par scan, 1,20 € par réponse»; nil without a price.
    private func prices(_ line: CodeLine) -> String? {
        let amounts = [("code.perOpening", line.costPerOpening), ("code.perAnswer", line.costPerAnswer)]
        let words = amounts.compactMap { key, price in
            price.map { context.say(key, ["amount": context.language.money($0)]) }
        }
        return words.isEmpty ? nil : context.say("code.prices", ["prices": words.joined(separator: ", ")])
    }

    /// «du 3 mars 2026 au 5 mars 2026 · passé»; nil without days.
    func campaign(_ details: PrintedCode.Details) -> String? {
        guard let days = days(details.from, details.until) else { return nil }
        guard let until = details.until, until < context.now.local.day else { return days }
        return days + " · " + context.say("code.days.over")
    }

    /// «du 3 mars 2026 au 5 mars 2026»; nil without days.
    func days(_ from: Day?, _ until: Day?) -> String? {
        func date(_ day: Day) -> String { context.language.date(day) }
        return switch (from, until) {
        case (let from?, let until?): context.say("code.days", ["from": date(from), "until": date(until)])
        case (let from?, nil): context.say("code.days.from", ["from": date(from)])
        case (nil, let until?): context.say("code.days.until", ["until": date(until)])
        case (nil, nil): nil
        }
    }

    /// «terminé le 3 mars 2026».
    func ended(_ moment: Instant) -> String {
        context.say("code.ended", ["date": context.language.date(moment.local.day)])
    }
}
