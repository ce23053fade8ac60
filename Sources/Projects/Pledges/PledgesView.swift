import Base
import SQLite
import Shell
import Shops

/// A project with its latest call.
struct PledgePlace: Sendable {
    let project: Project
    /// Nil without a call.
    let state: CallState?
    let scenario: Scenario?
    /// The scenarios with a key.
    let keyed: [Scenario]
    /// The latest first; empty before the deadline.
    let divisions: [Division]
    let earlierDeadlines: [PledgeCall.EarlierDeadline]

    init(_ project: Project, in db: Reader) throws {
        self.project = project
        state = try CallState.latest(of: project.id, in: db)
        scenario = try state.flatMap { try Scenario.find($0.call.scenario, in: db) }
        keyed = try Scenario.all(of: project.id, in: db).filter { try ScenarioKey.exists(for: $0.id, in: db) }
        divisions = try state.map { try Division.all(of: $0.call.id, in: db) } ?? []
        earlierDeadlines = try state.map { try PledgeCall.EarlierDeadline.all(of: $0.call.id, in: db) } ?? []
    }

    var link: Link { .pledges(project.publicID) }
}

extension PledgesPage {
    /// The page as this member sees it.
    /// - Parameters:
    ///   - form: a form that was sent, with its errors.
    ///   - code: the shop it was sent for; empty for the form of the deadline.
    static func of(
        _ place: PledgePlace, form: FormState? = nil, for code: String? = nil, _ context: Context
    ) throws -> PledgesPage {
        let member = try context.requireMember()
        let state = form ?? FormState(context)
        var page = PledgesPage(
            projectTitle: place.project.details.title, path: context.link(place.link),
            backLink: context.link(.project(place.project)), canLead: member.may(.leadProject, place.project),
            hasKey: !place.keyed.isEmpty, form: state)
        guard let call = place.state else { return page }
        let isOpen = call.call.isOpen(at: context.now)
        page.call = CallView(call, place, isOpen: isOpen, context)
        if isOpen { page.open = OpenCallView(call, member, leads: page.canLead, context) }
        if isOpen, page.canLead {
            let form = state.has(CallForm.day) ? state : FormState(deadline: call.call.closesAt, context)
            page.deadline = [CallForm.day, CallForm.time].map { form.input($0) }
            if place.earlierDeadlines.count >= SiteLimits.laterDeadlines {
                page.lastDeadline = CallDeadlineHandlers.enough(context)
            }
        }
        if call.call.isReached, let division = place.divisions.first {
            page.settled = SettledCallView(division, call, place, member, canLead: page.canLead, state, context)
        }
        guard isOpen || page.settled != nil else { return page }
        page.own = try member.workplaces(may: .represent).enumerated().map { index, shop in
            let typed = code == nil || code == shop.code ? state : FormState(context)
            let fields = OwnPledgeFields(form: typed, suffix: index == 0 ? "" : "-" + shop.code, name: shop.name)
            return isOpen
                ? OwnPledge(shop, call, fields, context) : try OwnPledge(shop, call, place.divisions, fields, context)
        }
        return page
    }
}

extension CallView {
    fileprivate init(_ state: CallState, _ place: PledgePlace, isOpen: Bool, _ context: Context) {
        let call = state.call
        scenario = place.scenario?.details.title ?? ""
        sharingLink = place.scenario.map { context.link(.sharing($0.publicID, of: place.project.publicID)) } ?? ""
        rule = (try? ShareWords(state.key, context).rule) ?? ""
        total = state.key.key.rule.isPriced ? "" : context.money(call.terms.total)
        var words: [String] = []
        if call.terms.leastShops > 0 { words.append(context.say("call.least.shops", count: call.terms.leastShops)) }
        if call.terms.leastCents > 0 { words.append(context.money(call.terms.leastCents)) }
        least = words.joined(separator: " · ")
        closesAt = context.language.moment(call.closesAt)
        moved = place.earlierDeadlines.map { earlier in
            let day = context.language.date(earlier.movedAt.local.day)
            return context.say("call.moved", ["day": day, "closesAt": context.language.moment(earlier.closesAt)])
        }
        self.isOpen = isOpen
        isClosing = !isOpen && call.frozenAt == nil
        isMissed = call.frozenAt != nil && !call.isReached
    }
}

extension OpenCallView {
    fileprivate init(_ state: CallState, _ member: Member, leads: Bool, _ context: Context) {
        let words = PledgeWords(state: state, context: context)
        (status, missing, oneMore, blocker) = (words.status, words.missing, words.oneMore, words.blocker)
        gifts = state.gifts > 0 ? context.say("call.gifts", ["amount": context.money(state.gifts)]) : ""
        let shares = state.shares
        let pledges = state.pledges.filter { !$0.isRemoved }
        let shown = pledges.map { $0.terms.gift > 0 || state.key.shows($0.code, to: member, leads: leads) }
        hidesOthers = shown.contains(false)
        rows = zip(pledges, shown).map { pledge, isShown in
            let cents = pledge.terms.gift > 0 ? pledge.terms.gift : shares?[pledge.code]?.cents
            let blocked = state.offer(pledge.code, pledge.terms).flatMap(state.set.reason)
            return Row(
                name: pledge.name, terms: words.terms(pledge.terms),
                now: cents.map { isShown ? context.money($0) : "" } ?? blocked.map(words.reason)
                    ?? context.say("pledge.waits.minimum"),
                isHeld: cents != nil)
        }
    }
}

/// The fields of a shop on the page: their text, and ids that no other shop has.
struct OwnPledgeFields {
    let form: FormState
    let suffix: String
    let name: String

    func input(_ field: TextField, value: String? = nil) -> Input {
        var input = form.input(field, id: field.name + suffix, aside: suffix.isEmpty ? nil : name)
        if let value, form.isValid {
            input = Input(
                field: field, id: input.id, value: value, label: input.label, aside: input.aside, hint: input.hint)
        }
        return input
    }
}

extension OwnPledge {
    /// While the call is open.
    fileprivate init(_ shop: Workplace, _ state: CallState, _ fields: OwnPledgeFields, _ context: Context) {
        let words = PledgeWords(state: state, context: context)
        let pledge = state.pledge(of: shop.code)
        self.init(name: shop.name, code: shop.code)
        let asked = state.key.shop(shop.code)
        if let pledge {
            (status, most, mayWithdraw) = (words.own(pledge), words.most(shop.code, pledge.terms), true)
        }
        if asked == nil { problem = context.say("pledge.own.notAsked") }
        needsNumbers = asked != nil && state.offer(shop.code) == nil
        mayPledge = asked != nil && !needsNumbers
        if mayPledge, pledge == nil, let offer = state.offer(shop.code) {
            let joined = state.set.adding(offer)
            let cents = state.shares(of: joined)?[shop.code]?.cents
            most =
                (cents.map { context.say("pledge.preview", ["share": context.money($0)]) + " " } ?? "")
                + words.most(shop.code, PledgeTerms())
        }
        if mayPledge, state.key.key.rule.allowsConditions, asked?.isExempt == false {
            conditions = [
                fields.input(PledgeForm.leastShops, value: pledge?.terms.leastShops.map(String.init) ?? ""),
                fields.input(
                    PledgeForm.mostCents, value: pledge?.terms.mostCents.map { Money(cents: $0).typed } ?? ""),
            ]
        }
        gift = fields.input(
            PledgeForm.gift, value: pledge.map { $0.terms.gift > 0 ? Money(cents: $0.terms.gift).typed : "" } ?? "")
    }

    /// After the deadline.
    fileprivate init(
        _ shop: Workplace, _ state: CallState, _ divisions: [Division], _ fields: OwnPledgeFields, _ context: Context
    ) throws {
        self.init(name: shop.name, code: shop.code)
        guard let division = divisions.first, let share = division[shop.shop] else {
            status = context.say("pledge.owed.none")
            return
        }
        status = context.say(
            share.isGift ? "pledge.owed.gift" : "pledge.owed", ["amount": context.money(share.cents)])
        sentence = share.isGift ? "" : try division.sentence(shop.code, state.key, context)
        let pledge = state.pledge(of: shop.code)
        hasAskedToLeave = pledge?.leavingAskedAt != nil
        mayLeave = !hasAskedToLeave
        leaving = mayLeave ? fields.input(PledgeForm.leaving) : nil
    }
}

extension Division {
    /// The arithmetic of a share; empty when the key has changed since.
    fileprivate func sentence(_ code: String, _ key: ScenarioKey, _ context: Context) throws -> String {
        let totals = key.totals
        let asked = shares.filter { !$0.isGift }.compactMap { share in
            key.shop(share.code).flatMap { key.asked($0, totals: totals) }
        }
        guard let shop = key.shop(code), let divided = try? key.shares(total, among: asked).get(),
            divided[code]?.cents == self[shop.id]?.cents
        else { return "" }
        return try ShareWords(key, context).sentence(shop, in: divided)
    }
}
