import Base
import Shell
import Shops
import Web

extension SettledCallView {
    init(
        _ division: Division, _ state: CallState, _ place: PledgePlace, _ member: Member, canLead: Bool,
        _ form: FormState, _ context: Context
    ) {
        let earlier = place.divisions.dropFirst().first
        total = context.money(division.total)
        let shown = division.shares.filter { $0.isGift || state.key.shows($0.code, to: member, leads: canLead) }
        hidesOthers = shown.count < division.shares.count
        rows = shown.map { share in
            let before = earlier.map { share.cents - ($0[share.shop]?.cents ?? 0) }
            return Row(
                name: share.name,
                amount: share.isGift
                    ? context.say("pledge.owed.gift.row", ["amount": context.money(share.cents)])
                    : context.money(share.cents),
                difference: before.map { context.difference($0) } ?? "")
        }
        hasDifferences = earlier != nil
        history = place.divisions.map { division in
            context.say(
                division.reason.isEmpty ? "pledge.history.first" : "pledge.history",
                [
                    "day": context.language.date(division.decidedAt.local.day), "total": context.money(division.total),
                    "reason": division.reason,
                ])
        }
        requests =
            canLead
            ? state.pledges.filter { $0.leavingAskedAt != nil }.map { Leaving($0, division, state.key, context) } : []
        let isPriced = state.key.key.rule.isPriced
        let tried = context.query["total"].map { FormState([PledgeForm.sum.name: $0], context) }
        sum = canLead && !isPriced ? (tried ?? form).input(PledgeForm.sum) : nil
        reason = canLead && !isPriced ? form.input(PledgeForm.reason) : nil
        trial =
            canLead && !isPriced
            ? Money(typed: context.query["total"] ?? "").map { Trial($0, division, state.key, context) } : nil
    }
}

extension SettledCallView.Leaving {
    fileprivate init(_ pledge: Pledge, _ division: Division, _ key: ScenarioKey, _ context: Context) {
        (name, code, reason) = (pledge.name, pledge.code, pledge.leavingReason)
        switch Redivision.result(division, key, without: pledge.shop) {
        case .success(let after): (problem, rows) = (nil, SettledCallView.rows(after, context))
        case .failure(let limits):
            (problem, rows) = (
                context.say("pledge.leaving.impossible", ["largest": context.money(limits.largest ?? 0)]), []
            )
        }
    }
}

extension SettledCallView.Trial {
    fileprivate init(_ total: Money, _ division: Division, _ key: ScenarioKey, _ context: Context) {
        (sum, typed) = (context.money(total.cents), total.typed)
        switch Redivision.result(division, key, total: total.cents) {
        case .success(let after): (problem, rows) = (nil, SettledCallView.rows(after, context))
        case .failure(let limits):
            (problem, rows) = ((try? ShareWords(key, context).problem(limits, total.cents)) ?? "", [])
        }
    }
}

extension SettledCallView {
    /// What each owes after a change, and the difference.
    fileprivate static func rows(_ after: Redivision, _ context: Context) -> [Row] {
        after.shares.map { share, cents in
            Row(
                name: share.name, amount: context.money(cents), difference: context.difference(cents - share.cents))
        }
    }
}

extension Redivision {
    static func result(
        _ before: Division, _ key: ScenarioKey, total: Int? = nil, without leaver: Shop.ID? = nil
    ) -> Result<Redivision, OutOfReach> {
        Result { () throws(OutOfReach) in try Redivision(before, key, total: total, without: leaver) }
    }
}

extension Context {
    /// «+ 3,00 € à payer», «– 2,50 € à recevoir», «inchangé».
    fileprivate func difference(_ cents: Int) -> String {
        if cents == 0 { return say("pledge.difference.none") }
        return say(cents > 0 ? "pledge.difference.more" : "pledge.difference.less", ["amount": money(abs(cents))])
    }
}
