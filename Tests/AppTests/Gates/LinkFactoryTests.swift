import Foundation
import HTTP
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Projects
@testable import Shell
@testable import Shops

/// Links in Swift are made by the factories of `Link`, and each factory leads to a route of the site map.
@Suite("Every link made in Swift") struct LinkFactoryTests {
    private static let secret = Secret("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let id = "0123456789abcdef"
    private static let code = ShopCode("7KQ2")
    private static let shop = Shop(
        id: Shop.ID(rawValue: 1), code: "7KQ2", details: ShopDetails(), updatedAt: Instant(seconds: 0), version: 1)
    private static let project = Project(
        id: Project.ID(rawValue: 1), publicID: id,
        details: ProjectDetails(title: "Marché", purpose: "Douze chalets.", happens: "", budget: nil),
        proposer: Project.Proposer(member: Member.ID(rawValue: 1), name: "Paul", shop: nil),
        proposedAt: Instant(seconds: 0), changedAt: Instant(seconds: 0), publicAt: nil, withdrawal: nil, version: 1)
    private static let review = Review(
        id: Review.ID(rawValue: 1), publicID: id, shop: shop.id, shopCode: "7KQ2", shopName: "Étoile",
        pseudonym: "", email: "", text: "", purchased: nil, experienceOn: Day(daysSince1970: 0),
        submittedAt: Instant(seconds: 0), state: .waiting, version: 1, reply: nil)

    /// One link of each factory, by the name of the factory: pages.
    private static let pages: [(name: String, link: Link)] = [
        ("front", .front), ("memberHome", .memberHome), ("memberHome", .memberHome(at: code)),
        ("shopsToFollow", .shopsToFollow), ("readiness", .readiness), ("signIn", .signIn),
        ("signIn", .signIn(then: .projects)), ("signIn", .signIn(with: secret)), ("account", .account),
        ("rights", .rights),
        ("setup", .setup(secret)), ("directory", .directory), ("streets", .streets), ("shop", .shop(shop)),
        ("shop", .shop(name: "Boulangerie de l’Étoile", code: "7KQ2")), ("shop", .shop(code)),
        ("share", .share(code)), ("contact", .contact(code)), ("reportError", .reportError(code)),
        ("editShop", .editShop(code)), ("shopPhotos", .shopPhotos(of: code)), ("season", .season(.new, of: code)),
        ("visit", .visit("7KQ2")), ("posters", .posters), ("poster", .poster(of: code)),
        ("people", .people(of: code)), ("shopPerson", .shopPerson(id, at: code)),
        ("newTeamInvitation", .newTeamInvitation(code)), ("teamInvitation", .teamInvitation(id, at: code)),
        ("invitations", .invitations),
        ("invite", .invite(code)), ("invitation", .invitation(secret)), ("typeInvitation", .typeInvitation),
        ("invitationBatch", .invitationBatch(id)), ("batchPDF", .batchPDF(id)), ("batchSheets", .batchSheets(id)),
        ("postersPDF", .postersPDF), ("posterPDF", .posterPDF(of: code)),
        ("directoryTable", .directoryTable), ("shopImport", .shopImport(id)), ("visits", .visits),
        ("changeCode", .changeCode),
        ("encounter", .encounter(secret)), ("encounters", .encounters(at: code)),
        ("encounterTable", .encounterTable(of: code)), ("counter", .counter), ("counter", .counter(at: code)),
        ("twoViews", .twoViews(of: code)), ("counters", .counters), ("demand", .demand),
        ("offlineCounter", .offlineCounter(at: code)), ("offlineCounters", .offlineCounters),
        ("neighbours", .neighbours(of: code)), ("slip", .slip(from: code, to: ShopCode("F10R"))),
        ("review", .review(secret)), ("moderation", .moderation),
        ("projects", .projects), ("project", .project(project)), ("project", .project(id)),
        ("projectCalendar", .projectCalendar(id)), ("agenda", .agenda),
        ("shopFeed", .shopFeed), ("projectFeed", .projectFeed), ("reviewFeed", .reviewFeed), ("newsFeed", .newsFeed),
        ("news", .news), ("newsPost", .newsPost(id)), ("editNewsPost", .editNewsPost(id)),
        ("newsPicture", .newsPicture(id)), ("deals", .deals(at: code)),
        ("deal", .deal(id, at: code)), ("agenda", .agenda(Month(of: Day(daysSince1970: 0)))), ("calendar", .calendar),
        ("editProject", .editProject(project)), ("projectPicture", .projectPicture(project)),
        ("comment", .comment(id, on: project)), ("scenarios", .scenarios(id)), ("sharing", .sharing(id, of: id)),
        ("editKey", .editKey(id, of: id)),
        ("pledges", .pledges(id)), ("newCall", .newCall(id)), ("newScenario", .newScenario(id)),
        ("scenario", .scenario(id, of: id)), ("editScenario", .editScenario(id, of: id)),
        ("newConsultation", .newConsultation(id)), ("consultation", .consultation(id, of: id)), ("vat", .vat),
        ("legalNotice", .legalNotice),
        ("experts", .experts(project)), ("expertise", .expertise(secret)),
        ("expertDocument", .expertDocument(id, secret)), ("amendments", .amendments(project)),
        ("amendments", .amendments(id)),
        ("documents", .documents(project)), ("document", .document(id, of: project)),
        ("projectPeople", .projectPeople(project)),
        ("settings", .settings), ("address", .address), ("addressTrial", .addressTrial(secret)),
        ("stylesheet", .stylesheet("0123456789abcdef")), ("picture", .picture("0123456789abcdef.png")), ("logo", .logo),
        ("manifest", .manifest), ("appleIcon", .appleIcon),
        ("privacy", .privacy), ("register", .register),
        ("journal", .journal), ("journal", .journal(of: id)), ("journalTable", .journalTable), ("ownData", .ownData),
        ("bin", .bin), ("newRequest", .newRequest),
        ("requests", .requests),

        ("eraseOwnData", .eraseOwnData), ("eraseMember", .eraseMember(id)), ("reviewData", .reviewData(secret)),
        ("reviewFile", .reviewFile(secret)),
        ("reviewRules", .reviewRules), ("sitemap", .sitemap),
        ("members", .members), ("membersTable", .membersTable), ("newMember", .newMember), ("member", .member(id)),
        ("notices", .notices), ("notice", .notice(id)), ("noticePreferences", .noticePreferences),
        ("mailSettings", .mailSettings), ("unsubscribe", .unsubscribe(secret)), ("messages", .messages),
        ("newMessage", .newMessage), ("message", .message(id)), ("messageLetters", .messageLetters(id)),
        ("devices", .devices), ("phone", .phone), ("secondFactor", .secondFactor),
        ("recoverySheet", .recoverySheet), ("recoveryCode", .recoveryCode), ("forgottenPassword", .forgottenPassword),
        ("mailSignIn", .mailSignIn), ("mailedCode", .mailedCode(secret)), ("boardSignIn", .boardSignIn),
        ("newPassword", .newPassword),
        ("signInLink", .signInLink(for: id)), ("join", .join),
        ("newPeopleImport", .newPeopleImport), ("peopleImport", .peopleImport(id)),
        ("memberShops", .memberShops), ("joined", .joined), ("joinSheet", .joinSheet),
        ("joinRequests", .joinRequests), ("joinRequest", .joinRequest(id)), ("joinSettings", .joinSettings),
        ("presidency", .presidency), ("needs", .needs), ("need", .need(id)), ("editNeed", .editNeed(id)),
        ("newProject", .newProject), ("newProject", .newProject(from: id)),
        ("portfolio", .portfolio), ("projectPoster", .projectPoster(project)),
        ("codes", .codes), ("codes", .codes(of: ShopCode("7KQ2"))), ("code", .code("7KQ2")),
        ("poster", .poster(ofCode: "7KQ2")), ("posterPDF", .posterPDF(ofCode: "7KQ2")),
        ("posters", .posters(on: .window)),
        ("report", .report(of: project)), ("report", .report(of: id)),
        ("editReport", .editReport(of: project)),
        ("kiosks", .kiosks(of: code)), ("kiosk", .kiosk(id, of: code)), ("tablet", .tablet(secret)),
        ("tabletAnswer", .tabletAnswer(secret, key: id)), ("tabletSettings", .tabletSettings(secret)),
        ("tabletManifest", .tabletManifest(secret)), ("kioskWorker", .kioskWorker),
        ("tasks", .tasks(of: project)), ("tasks", .tasks(of: id)), ("editTask", .editTask(id, of: project)),
    ]

    /// The same for actions.
    private static let actions: [(name: String, link: Link)] = [
        ("decideWords", .decideWords(id)), ("undoWords", .undoWords(id)),
        ("signOut", .signOut), ("endSession", .endSession(id)), ("settleReport", .settleReport(id, of: code)),
        ("reopenReport", .reopenReport(id, of: code)), ("restoreShop", .restoreShop(code)),
        ("undoStreet", .undoStreet("avenue bizot", "avenue michel bizot")),
        ("announceAbsence", .announceAbsence(of: code)), ("endAbsence", .endAbsence(of: code)),
        ("restoreAccess", .restoreAccess(of: id, at: code)), ("teamRights", .teamRights(of: id, at: code)),
        ("revokeTeamInvitation", .revokeTeamInvitation(id, at: code)),
        ("confirmImport", .confirmImport(id)),
        ("undoImport", .undoImport(id)), ("withdrawNote", .withdrawNote(at: code)),
        ("staffInitials", .staffInitials(at: code)),
        ("reply", .reply(to: review, at: code)), ("publishReview", .publishReview(id)),
        ("refuseReview", .refuseReview(id)), ("undoDecision", .undoDecision(id)), ("decideReviews", .decideReviews),
        ("undoBatch", .undoBatch(id)),
        ("remakeBatch", .remakeBatch(id)), ("decideBurst", .decideBurst(id)), ("undoBurst", .undoBurst(id)),
        ("removeNewsPost", .removeNewsPost(id)), ("restoreNewsPost", .restoreNewsPost(id)),
        ("renewKiosk", .renewKiosk(id, of: code)), ("endKiosk", .endKiosk(id, of: code)),
        ("restoreKiosk", .restoreKiosk(id, of: code)),
        ("endCode", .endCode("7KQ2")), ("restoreCode", .restoreCode("7KQ2")),
        ("endDeal", .endDeal(id, at: code)), ("restoreDeal", .restoreDeal(id, at: code)),
        ("restoreProject", .restoreProject(project)),
        ("publishProject", .publishProject(project)), ("unpublishProject", .unpublishProject(project)),
        ("refuseProjectChange", .refuseProjectChange(project)),
        ("restoreProjectChange", .restoreProjectChange(project)),
        ("renewExpert", .renewExpert(id, of: project)), ("endExpert", .endExpert(id, of: project)),
        ("eraseExpert", .eraseExpert(id, of: project)), ("amendment", .amendment(id, of: project)),
        ("reopenAmendment", .reopenAmendment(id, of: project)),
        ("withdrawAmendment", .withdrawAmendment(id, of: project)),
        ("removeDocument", .removeDocument(id, of: project)), ("restoreDocument", .restoreDocument(id, of: project)),
        ("publishDocument", .publishDocument(id, of: project)), ("hideDocument", .hideDocument(id, of: project)),
        ("addProjectLead", .addProjectLead(id, to: project)), ("endProjectLead", .endProjectLead(id, of: project)),
        ("joinProject", .joinProject(project, shop: "7KQ2")), ("leaveProject", .leaveProject(project, shop: "7KQ2")),
        ("offerPresidency", .offerPresidency(to: id)), ("giveOffice", .giveOffice(to: id)),
        ("endOffice", .endOffice(of: id)), ("endMember", .endMember(id)),
        ("eraseReview", .eraseReview(secret)),
        ("closeRequest", .closeRequest(id)), ("reopenRequest", .reopenRequest(id)),
        ("setCategory", .setCategory(of: id)), ("confirmPeopleImport", .confirmPeopleImport(id)),
        ("undoPeopleImport", .undoPeopleImport(id)), ("acceptJoinRequest", .acceptJoinRequest(id)),
        ("refuseJoinRequest", .refuseJoinRequest(id)), ("reopenJoinRequest", .reopenJoinRequest(id)),
        ("endMembership", .endMembership(of: id)),
        ("undoDeparture", .undoDeparture(of: id)),
        ("restoreMember", .restoreMember(id)),
        ("resumeConsultation", .resumeConsultation(id, of: id)),
        ("restoreCall", .restoreCall(id, of: id)),
        ("restoreScenario", .restoreScenario(id, of: id)), ("undoScenarioChoice", .undoScenarioChoice(id)),
        ("withdrawComment", .withdrawComment(id, on: project)), ("restoreComment", .restoreComment(id, on: project)),
        ("closeNeed", .closeNeed(id)), ("restoreNeed", .restoreNeed(id)), ("answerNeed", .answerNeed(id)),
        ("thankForNeed", .thankForNeed(id)), ("takeTask", .takeTask(id, of: project)),
        ("answerReport", .answerReport(of: project)), ("endProject", .endProject(project)),
        ("resumeProject", .resumeProject(project)), ("publishSummary", .publishSummary(of: project)),
        ("unpublishSummary", .unpublishSummary(of: project)), ("continueProject", .continueProject(project)),
        ("finishTask", .finishTask(id, of: project)), ("reopenTask", .reopenTask(id, of: project)),
        ("removeTask", .removeTask(id, of: project)), ("restoreTask", .restoreTask(id, of: project)),
    ]

    /// Whether a route has this method and path.
    private func leads(_ link: Link, _ method: HTTP.Method) -> Bool {
        let segments = link.withoutQuery.path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        return siteMap.routes.contains { route in
            let pattern = route.path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
            return route.method == method && segments.count == pattern.count
                && zip(segments, pattern).allSatisfy { $1.hasPrefix(":") || $0 == $1 }
        }
    }

    /// The folders of the product, without the technology below it.
    private static let folders = [
        "Base", "Shell", "Shops", "Encounters", "Projects", "Chaland", "ChalandDemo", "ChalandCommand",
    ]

    /// The Swift files of the product, each with its name.
    private func sources() throws -> [(name: String, text: String)] {
        try Self.folders.flatMap { folder in
            let path = TestSite.home + "/Sources/" + folder
            let files = try #require(FileManager.default.enumerator(atPath: path)).compactMap { $0 as? String }
            return try files.filter { $0.hasSuffix(".swift") }.map {
                (folder + "/" + $0, try String(contentsOfFile: path + "/" + $0, encoding: .utf8))
            }
        }
    }

    @Test("leads to a route of the site map") func routes() throws {
        for (name, link) in Self.pages { #expect(leads(link, .get), "\(name): \(link.path)") }
        for (name, link) in Self.actions { #expect(leads(link, .post), "\(name): \(link.path)") }
        #expect(!leads(Link(local: "/projets/1/nouveau"), .get))

        let declared = try sources().filter { $0.name.hasSuffix("Links.swift") }.flatMap { file in
            file.text.matches(of: /static (?:let|func) (\w+)[^\n]*Link(?: \{|\(local:|$)/).map { String($0.1) }
        }
        #expect(declared.sorted() == (Self.pages + Self.actions).map(\.name).sorted())
    }

    /// Where paths may be written: the site map, the factories, the manifests.
    private func mayHavePaths(_ file: String) -> Bool {
        file == "Chaland/SiteMap.swift"
            || ["Links.swift", "Routes.swift", "Feature.swift"].contains { file.hasSuffix($0) }
    }

    /// String literals with a path of the site, or the end of one after a value; not those of the system and of files.
    private func paths(in source: String) -> [String] {
        source.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.flatMap { line in
            line.matches(of: /"(?:\\\([^"]*\))?(\/[A-Za-z][^"]*)"/).map { String($0.1) }
        }.filter { path in
            !["/proc/", "/dev/", "/usr/", "/messages/"].contains { path.hasPrefix($0) }
                && !["/messages", "/Public", "/Templates", "/association.sqlite"].contains(path)
        }
    }

    @Test("is made by a factory: no other file has a path in a literal") func literals() throws {
        let files = try sources()
        for file in files where !mayHavePaths(file.name) {
            let paths = paths(in: file.text)
            #expect(paths == [], "\(file.name)")
        }
        #expect(files.filter { mayHavePaths($0.name) && !paths(in: $0.text).isEmpty }.count > 10)
    }

    @Test(
        "that is a literal is found",
        arguments: [
            ("context.seeOther(\"/projets\")", ["/projets"]), ("    // \"/projets\"", []),
            ("link(\"/boutiques/\\(shop.code)/modifier\")", ["/boutiques/\\(shop.code)/modifier"]),
            ("link(path + \"/depart\")", ["/depart"]), ("link(\"\\(managed(shop))/rencontres\")", ["/rencontres"]),
            ("open(\"/dev/null\")", []), ("home + \"/Public\"", []), ("split(separator: \"/\")", []),
            ("context.seeOther(.projects)", []),
        ])
    func planted(_ source: String, _ found: [String]) { #expect(paths(in: source) == found) }

    @Test("gains encoded queries and fragments") func parts() {
        let link = Link.projects.adding("q", "pain & vin").adding("page", nil).adding("voir", "publics")
        #expect(link.path == "/projets?q=pain%20%26%20vin&voir=publics")
        #expect(link.at(fragment: "liste").adding("page", "2").path == link.adding("page", "2").path + "#liste")
        #expect(link.at(fragment: "a").at(fragment: "b#").path == link.path + "#b%23")
        #expect(link.at(fragment: "a").withoutQuery == .projects)
        #expect(Link.visit("a/b?c").path == "/b/a%2Fb%3Fc")
    }
}
