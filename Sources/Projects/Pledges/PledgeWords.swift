import Base
import Shell
import Shops

/// Pledges in words.
struct PledgeWords {
    let state: CallState
    let context: Context

    private func money(_ cents: Int) -> String { context.money(cents) }

    private func name(_ code: String) -> String { state.key.shop(code)?.name ?? "" }

    /// «Si nous sommes au moins 12 et si ma part ne dépasse pas 80,00 €».
    func terms(_ terms: PledgeTerms) -> String {
        if terms.gift > 0 { return context.say("pledge.words.gift", ["amount": money(terms.gift)]) }
        let shops = terms.leastShops.map { context.say("pledge.words.shops", ["count": "\($0)"]) }
        let most = terms.mostCents.map { context.say("pledge.words.most", ["amount": money($0)]) }
        switch (shops, most) {
        case (nil, nil): return context.say("pledge.words.plain")
        case (let one?, nil), (nil, let one?): return one
        case (let shops?, let most?): return context.say("pledge.words.both", ["shops": shops, "most": most])
        }
    }

    /// What a waiting offer would need.
    func reason(_ blocked: PledgeSet.Blocked) -> String {
        switch blocked {
        case .shops(let wanted, let found):
            context.say("pledge.waits.shops", count: found, ["wanted": "\(wanted)"])
        case .share(let most, let share?):
            context.say("pledge.waits.share", ["most": money(most), "share": money(share)])
        case .share(_, nil): context.say("pledge.waits.total")
        }
    }

    /// How many pledges hold now: «3 boutiques sont engagées, 2 attendent.»
    var status: String {
        let (held, waiting) = (state.set.held.count, state.pledges.count { $0.terms.gift == 0 } - state.set.held.count)
        if held == 0, state.isPaidByGifts { return context.say("call.status.gifts") }
        if held == 0 {
            let none = context.say("call.status.none")
            return waiting > 0 ? none + " " + context.say("call.status.answered", count: waiting) : none
        }
        let first = context.say("call.status.held", count: held)
        return waiting > 0 ? first + " " + context.say("call.status.waiting", count: waiting) : first
    }

    /// What is missing for the minimum or the total; empty when the set is reached.
    var missing: String {
        if state.set.isReached { return "" }
        let payers = state.set.stable.count { !$0.shop.isExempt }
        if payers < state.call.terms.leastShops {
            return context.say(
                "call.missing.shops", count: payers, ["least": "\(state.call.terms.leastShops)"])
        }
        if payers == 0 { return "" }
        if state.target.shares(of: state.set.stable) == nil { return context.say("call.missing.total") }
        return context.say("call.missing.sum", ["least": money(state.call.terms.leastCents)])
    }

    /// What one more shop changes for all; empty when no shop is left to ask.
    var oneMore: String {
        guard let more = state.oneMore else { return "" }
        let words = ["shop": more.shop.name]
        if !more.set.isReached { return context.say("call.oneMore.none", words) }
        guard let after = state.shares(of: more.set) else { return "" }
        let amounts = after.all.filter { $0.place != .exempt }.map(\.cents)
        let range = context.range(amounts.min() ?? 0, amounts.max() ?? 0)
        return context.say("call.oneMore", count: more.set.held.count, words.merging(["share": range]) { $1 })
    }

    /// The condition that blocks the most other offers; empty when none does.
    var blocker: String {
        guard let blocker = state.set.blocker(), let pledge = state.pledge(of: blocker.offer.shop.code) else {
            return ""
        }
        return context.say(
            "call.blocker", count: blocker.without.held.count,
            ["shop": name(blocker.offer.shop.code), "terms": terms(pledge.terms)])
    }

    /// What a shop sees of its pledge: «Votre boutique est engagée. Votre part aujourd’hui : 142,86 €.», or why it
    /// waits.
    func own(_ pledge: Pledge) -> String {
        if pledge.terms.gift > 0 { return context.say("pledge.own.gift", ["amount": money(pledge.terms.gift)]) }
        if let cents = state.shares?[pledge.code]?.cents {
            return context.say("pledge.own.held", ["share": money(cents)])
        }
        guard let offer = state.offer(pledge.code, pledge.terms) else { return context.say("pledge.own.notAsked") }
        if let blocked = state.set.reason(offer) {
            return context.say("pledge.own.waits", ["reason": reason(blocked)])
        }
        return context.say("pledge.own.minimum")
    }

    /// The most a pledge can cost: «Au plus 250,00 €».
    func most(_ code: String, _ terms: PledgeTerms) -> String {
        guard terms.gift == 0, let offer = state.offer(code, terms), !offer.shop.isExempt else { return "" }
        return context.say("pledge.own.most", ["amount": money(state.most(offer))])
    }
}

extension Context {
    /// «142,85 €», «de 142,85 € à 150,00 €».
    func range(_ low: Int, _ high: Int) -> String {
        low == high ? money(low) : say("pledge.range", ["low": money(low), "high": money(high)])
    }
}
