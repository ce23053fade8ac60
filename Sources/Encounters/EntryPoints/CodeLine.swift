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
    /// «du 3 mars 2026 au 5 mars 2026 · passé»; nil for several codes and without days.
    var campaign: String?
    /// Whether answers are shown and one of its codes is a shop’s: other codes lead to pages without answers.
    private(set) var hasAnswers = false
    /// Whether it sums several codes.
    private(set) var isGroup = false
    /// The number of its codes left out of the sum of answers, because they have too few.
    private(set) var fewCodes = 0
    /// In the weeks that are shown.
    private(set) var figures = CodeFigures()
    /// The sum of the costs of its codes; nil where none has one.
    private(set) var cost: Money?
    /// «0,24 €» per scan of the codes with a cost since they were made, whatever weeks are shown: what was paid for a
    /// flyer in March also paid for its scans in May. Nil without a cost, for a cost of 0 €, and without a scan.
    private(set) var costPerOpening: Money?
    /// The same per answer; also nil while the number of answers of one of these codes is not shown.
    private(set) var costPerAnswer: Money?
    /// The answers that are shown.
    var shownAnswers: Int? { CodeFigures.shown(figures.answers) }

    private init(title: String, link: Link?, endedAt: Instant? = nil, campaign: String? = nil) {
        (self.title, self.link, self.endedAt, self.campaign) = (title, link, endedAt, campaign)
    }

    /// Rounded to the nearest cent.
    private static func share(_ cost: Money?, _ count: Int) -> Money? {
        guard let cost, cost.cents > 0, count > 0 else { return nil }
        return Money(cents: (cost.cents + count / 2) / count)
    }

    /// Fills in the figures of its codes.
    private mutating func add(
        _ codes: [PrintedCode], _ shown: [String: CodeFigures], _ whole: [String: CodeFigures], showsAnswers: Bool
    ) {
        figures = .sum(of: codes.map { shown[$0.code] ?? CodeFigures() })
        let answering = codes.filter { $0.shopCode != nil }
        hasAnswers = showsAnswers && !answering.isEmpty
        isGroup = codes.count > 1
        if hasAnswers && isGroup {
            fewCodes = answering.count { CodeFigures.shown(shown[$0.code]?.answers ?? 0) == nil }
        }
        let paid = codes.filter { $0.details.cost != nil }
        if paid.isEmpty { return }
        let cost = Money(cents: paid.reduce(0) { $0 + ($1.details.cost?.cents ?? 0) })
        let brought = paid.map { whole[$0.code] ?? CodeFigures() }
        let sum = CodeFigures.sum(of: brought)
        self.cost = cost
        costPerOpening = Self.share(cost, sum.opens)
        // A code left out of the sum of answers would still be in the sum of costs.
        guard hasAnswers, brought.allSatisfy({ CodeFigures.shown($0.answers) != nil }) else { return }
        costPerAnswer = Self.share(cost, sum.answers)
    }

    /// The lines of a comparison, those with most scans first; ended codes last.
    /// - Parameters:
    ///   - isOwn: all codes are of one shop, whose name is left out.
    ///   - showsAnswers: false where only scans are shown.
    ///   - shown: the figures of each code in the weeks that are shown.
    ///   - whole: its figures since it was made.
    static func compare(
        _ codes: [PrintedCode], by grouping: Grouping, isOwn: Bool, showsAnswers: Bool,
        _ shown: [String: CodeFigures], _ whole: [String: CodeFigures], _ context: Context
    ) -> [CodeLine] {
        var (lines, members): ([String: CodeLine], [String: [PrintedCode]]) = ([:], [:])
        for code in codes {
            guard let (key, new) = CodeLine.start(code, grouping, isOwn: isOwn, context) else { continue }
            lines[key] = lines[key] ?? new
            members[key, default: []].append(code)
        }
        for (key, codes) in members { lines[key]?.add(codes, shown, whole, showsAnswers: showsAnswers) }
        return lines.values.sorted { one, other in
            if (one.endedAt == nil) != (other.endedAt == nil) { return one.endedAt == nil }
            if one.figures.opens != other.figures.opens { return one.figures.opens > other.figures.opens }
            let answers = (one.shownAnswers ?? 0, other.shownAnswers ?? 0)
            if answers.0 != answers.1 { return answers.0 > answers.1 }
            return one.title < other.title
        }
    }

    /// The line of one code, with its figures since it was made.
    static func of(_ code: PrintedCode, _ whole: [String: CodeFigures], _ context: Context) -> CodeLine {
        var line = CodeLine(title: code.ownTitle(context), link: nil, endedAt: code.endedAt)
        line.add([code], whole, whole, showsAnswers: true)
        return line
    }

    /// The line a code belongs to, by its key, still without figures; nil when the comparison leaves it out.
    private static func start(
        _ code: PrintedCode, _ grouping: Grouping, isOwn: Bool, _ context: Context
    ) -> (String, CodeLine)? {
        switch (grouping, code.owner) {
        case (.code, _):
            let title = isOwn ? code.ownTitle(context) : code.title(context)
            let campaign = CodeWords(context).campaign(code.details)
            // Others may only read the figures.
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
