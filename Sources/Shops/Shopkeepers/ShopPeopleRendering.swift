import Base
import Shell

extension ShopPerson {
    /// Whether this member may restore the access: the presidency, or the shopkeeper who ended it.
    func mayRestore(_ member: Member) -> Bool { member.may(.manageAccess) || end?.actor == member.id }

    /// «Tient la boutique depuis le 2 mars 2026.», «Accès terminé le 3 mars 2026 par Camille Rey.»
    func state(_ context: Context) -> String {
        guard let end else {
            return context.say(
                rights.runs ? "people.state.runs" : "people.state.works",
                ["date": context.language.date(since.local.day)])
        }
        let by = end.by.map { context.say("people.state.by", ["name": $0]) } ?? ""
        return context.say(
            end.isOfSite ? "people.state.site" : "people.state.shop",
            ["date": context.language.date(end.at.local.day), "by": by])
    }
}

extension TeamRights {
    /// «Peut aussi modifier la page et parler au nom de la boutique.»; nil for a person who runs the shop, or has no
    /// additional rights.
    func words(_ context: Context) -> String? {
        if runs { return nil }
        return switch (mayEdit, maySpeak) {
        case (false, false): nil
        case (true, false): context.say("people.rights.edit")
        case (false, true): context.say("people.rights.speak")
        case (true, true): context.say("people.rights.both")
        }
    }
}

extension ShopPeopleHandlers {
    static func row(_ person: ShopPerson, _ shop: Shop, _ context: Context) -> ShopPeoplePage.Row {
        let code = ShopCode(shop.code)
        let member = context.member
        let mayEnd = member?.may(.manageAccess) == true || !person.rights.runs
        let link: Link? =
            if person.end == nil {
                mayEnd ? .shopPerson(person.publicID, at: code) : nil
            } else {
                member.map(person.mayRestore) == true ? .restoreAccess(of: person.publicID, at: code) : nil
            }
        return ShopPeoplePage.Row(
            name: person.name, email: member?.may(.readMembers) == true ? person.email : nil,
            state: person.state(context), rights: person.end == nil ? person.rights.words(context) : nil,
            link: link.map(context.link))
    }

    static func page(_ shop: Shop, _ person: ShopPerson, error: String?, _ context: Context) throws -> ShopPersonPage {
        let member = try context.requireMember()
        let (isLast, mayManage) = try context.read { db in
            (
                try Member.isLastPresident(person.id, in: db),
                try Member.mayManageAccess(of: person.id, member.id, in: db)
            )
        }
        let isSelf = person.id == member.id
        let mayEndSite = mayManage && !isLast && !isSelf
        let code = ShopCode(shop.code)
        return ShopPersonPage(
            shopName: shop.name, name: person.name, state: person.state(context),
            peopleLink: context.link(.people(of: code)), action: context.link(.shopPerson(person.publicID, at: code)),
            rights: person.rights.runs
                ? nil
                : ShopPersonPage.Rights(
                    action: context.link(.teamRights(of: person.publicID, at: code)), rights: person.rights),
            mayEnd: member.may(.manageAccess) || !person.rights.runs, mayEndSite: mayEndSite,
            whyNotSite: isLast
                ? context.say("people.end.lastPresident")
                : isSelf ? context.say("people.end.self") : mayManage ? nil : context.say("people.end.presides"),
            endsSiteToo: !person.hasOtherOffices,
            chosen: error != nil ? nil : person.hasOtherOffices || !mayEndSite ? .shop : .site, error: error)
    }
}
