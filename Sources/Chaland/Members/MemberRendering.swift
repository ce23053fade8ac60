import Base
import HTMLTemplate
import Shell
import Shops

extension MemberHandlers {
    /// The page as it is now.
    static func page(_ person: MemberFile, _ context: Context) throws -> MemberPage {
        let reader = try context.requireMember()
        let mayManage = reader.may(.manageMembers) && person.endedAt == nil
        let names = try CategoryNames(context)
        let (isLast, memberships, change) = try context.read { db in
            (
                try Member.isLastPresident(person.id, in: db),
                try Membership.all(of: .person(person.id), in: db), try Departure.last(of: person.id, in: db)
            )
        }
        let membership = memberships.first { $0.until == nil }
        let held = Set(person.ofAssociation)
        let free = Office.given.filter { !held.contains($0) }
        let terms = person.offices.map { term($0, mayEnd: mayManage, context) }
        let presentCount = person.offices.count { $0.until == nil }
        return MemberPage(
            name: person.name, email: person.email, joined: context.language.date(person.joinedAt.local.day),
            visit: MembersHandlers.visit(person.signedInAt, endedAt: nil, context),
            ended: ended(person, change, context),
            membership: membership.map { words($0, names, context) },
            categories: names.options(
                choosing: membership?.category.rawValue ?? MemberListQuery.noCategory, context),
            present: Array(terms.prefix(presentCount)),
            past: Array(terms.dropFirst(presentCount))
                + memberships.filter { $0.until != nil }.map { past($0, names, context) },
            offices: OfficeForm.options(free, context), mayGiveOffices: mayManage && !free.isEmpty,
            mayManage: mayManage,
            mayEndAccess: reader.mayManageAccess(of: person) && person.endedAt == nil && !isLast,
            mayRestoreAccess: reader.mayManageAccess(of: person) && person.endedAt != nil,
            hasLeft: person.endedAt != nil && (change == .left || change == .expelled),
            mayOfferPresidency: reader.may(.offerPresidency) && person.endedAt == nil && person.id != reader.id
                && !person.presides,
            mayMakeLink: reader.mayManageAccess(of: person) && person.endedAt == nil,
            links: links(person.publicID, context))
    }

    private static func links(_ id: String, _ context: Context) -> MemberPage.Links {
        MemberPage.Links(
            give: context.link(.giveOffice(to: id)), end: context.link(.endOffice(of: id)),
            endAccess: context.link(.endMember(id)), restore: context.link(.restoreMember(id)),
            presidency: context.link(.offerPresidency(to: id)), signIn: context.link(.signInLink(for: id)),
            category: context.link(.setCategory(of: id)), departure: context.link(.endMembership(of: id)),
            undoDeparture: context.link(.undoDeparture(of: id)), acts: context.link(.journal(of: id)),
            erase: context.link(.eraseMember(id)))
    }

    /// «N’a plus accès au site depuis le 3 mars 2026.», «A quitté l’association le …»; nil while they have access.
    private static func ended(_ person: MemberFile, _ change: AccessChange?, _ context: Context) -> String? {
        guard let endedAt = person.endedAt else { return nil }
        let date = ["date": context.language.date(endedAt.local.day)]
        switch change {
        case .left: return context.say("member.ended.left", date)
        case .expelled: return context.say("member.ended.expelled", date)
        case .ended, .restored, nil: return context.say("member.ended", date)
        }
    }

    /// «membre actif, depuis le 2 mars 2026»
    private static func words(_ membership: Membership, _ names: CategoryNames, _ context: Context) -> String {
        names[membership.category] + ", "
            + context.say("member.term.since", ["since": context.language.date(membership.since.local.day)])
    }

    private static func past(_ membership: Membership, _ names: CategoryNames, _ context: Context) -> MemberPage.Term {
        var values = ["since": context.language.date(membership.since.local.day)]
        values["until"] = membership.until.map { context.language.date($0.local.day) }
        return MemberPage.Term(
            title: names[membership.category], dates: context.say("member.term.past", values), shopLink: nil, ends: nil)
    }

    /// «depuis le 2 mars 2026, par Camille Rey», «du 2 mars 2025 au 3 mars 2026».
    private static func term(_ term: MemberFile.Term, mayEnd: Bool, _ context: Context) -> MemberPage.Term {
        var values = ["since": context.language.date(term.since.local.day)]
        values["until"] = term.until.map { context.language.date($0.local.day) }
        let by = (term.until == nil ? term.givenBy : term.endedBy).map { context.say("member.term.by", ["name": $0]) }
        let dates = context.say(term.until == nil ? "member.term.since" : "member.term.past", values) + (by ?? "")
        let label = term.office.label(context)
        let isEnded = mayEnd && term.until == nil && term.shopCode == nil && Office.given.contains(term.office)
        return MemberPage.Term(
            title: term.shopName.map { context.say("member.term.shop", ["office": label, "shop": $0]) } ?? label,
            dates: dates, shopLink: term.shopCode.map { context.link(.people(of: ShopCode($0))) },
            ends: isEnded ? term.office.rawValue : nil)
    }
}
