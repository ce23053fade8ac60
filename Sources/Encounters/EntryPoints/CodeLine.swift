import Base
import Shell
import Shops

/// One line of a comparison: a code, or codes of one medium, shop or project together.
struct CodeLine: Sendable {
    /// What is compared.
    enum Grouping: String, Sendable, CaseIterable {
        case medium = "support"
        case shop = "boutique"
        case project = "projet"
        case code
    }

    let title: String
    let link: Link?
    /// When its code ended; nil for several codes.
    var endedAt: Instant?
    /// «du 3 mars 2026 au 5 mars 2026 · campagne finie»; nil for several codes and without days.
    var campaign: String?
    /// Whether a code of a shop is among them: others lead to pages without answers.
    var hasAnswers = false
    /// In the days that are shown.
    var figures = CodeFigures()
    /// Codes with a cost: the sum of their costs, and what they brought since they were made.
    var cost: Money?
    var paidFor = CodeFigures()

    /// «0,24 €» for each opening; nil without a cost, when it was free, and without an opening.
    var costPerOpening: Money? { Self.share(cost, paidFor.opens) }
    /// For each answer; nil while their number is not shown.
    var costPerAnswer: Money? { Self.share(cost, CodeFigures.shown(paidFor.answers) ?? 0) }
    /// The answers that are shown.
    var shownAnswers: Int? { CodeFigures.shown(figures.answers) }

    /// Rounded to the nearest cent.
    private static func share(_ cost: Money?, _ count: Int) -> Money? {
        guard let cost, cost.cents > 0, count > 0 else { return nil }
        return Money(cents: (cost.cents + count / 2) / count)
    }

    private mutating func add(_ code: PrintedCode, _ shown: CodeFigures, _ whole: CodeFigures) {
        figures = figures + shown
        if code.shopCode != nil { hasAnswers = true }
        guard let price = code.details.cost else { return }
        cost = Money(cents: (cost?.cents ?? 0) + price.cents)
        paidFor = paidFor + whole
    }

    /// The lines of a comparison, those that were opened most first; ended codes last.
    /// - Parameters:
    ///   - isOwn: all codes are of one shop, whose name goes without saying.
    ///   - shown: what each code brought in the days that are shown.
    ///   - whole: what it brought since it was made.
    static func compare(
        _ codes: [PrintedCode], by grouping: Grouping, isOwn: Bool, _ shown: [String: CodeFigures],
        _ whole: [String: CodeFigures], _ context: Context
    ) -> [CodeLine] {
        var lines: [String: CodeLine] = [:]
        for code in codes {
            guard let (key, new) = CodeLine.start(code, grouping, isOwn: isOwn, context) else { continue }
            lines[key, default: new].add(
                code, shown[code.code] ?? CodeFigures(), whole[code.code] ?? CodeFigures())
        }
        return lines.values.sorted { one, other in
            if (one.endedAt == nil) != (other.endedAt == nil) { return one.endedAt == nil }
            if one.figures.opens != other.figures.opens { return one.figures.opens > other.figures.opens }
            let answers = (one.shownAnswers ?? 0, other.shownAnswers ?? 0)
            if answers.0 != answers.1 { return answers.0 > answers.1 }
            return one.title < other.title
        }
    }

    /// The line a code belongs to, by its key, still without figures; nil when the comparison leaves it out.
    private static func start(
        _ code: PrintedCode, _ grouping: Grouping, isOwn: Bool, _ context: Context
    ) -> (String, CodeLine)? {
        switch (grouping, code.owner) {
        case (.code, _):
            let title = isOwn ? code.ownTitle(context) : code.title(context)
            let campaign = CodeWords(context).campaign(code.details)
            // Others read the figures only.
            let link: Link? = context.member?.may(.makeCodes, code) == true ? .code(code.code) : nil
            return (
                code.code, CodeLine(title: title, link: link, endedAt: code.endedAt, campaign: campaign)
            )
        case (.medium, _):
            return (code.details.medium.rawValue, CodeLine(title: code.details.medium.name(context), link: nil))
        case (.shop, .shop):
            return (code.shopCode ?? "", CodeLine(title: code.ownerName, link: code.ownerLink(context)))
        case (.project, .project):
            return (code.projectID ?? "", CodeLine(title: code.ownerName, link: nil))
        case (.shop, .association), (.shop, .project), (.project, .association), (.project, .shop): return nil
        }
    }
}

extension PrintedCode {
    /// «Boulangerie de l’Étoile · Vitrine · porte d’entrée».
    func title(_ context: Context) -> String {
        let owner = owner == .association ? context.association.name : ownerName
        return [owner, ownTitle(context)].joined(separator: " · ")
    }

    /// The codes of its shop; nil for others, and for a reader who may not make codes there.
    func ownerLink(_ context: Context) -> Link? {
        guard case .shop(let shop) = owner, context.member?.may(.makeCodes, shop) == true else { return nil }
        return shopCode.map { .codes(of: ShopCode($0)) }
    }
}
