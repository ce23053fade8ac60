/// What a member may do. A route declares `.needs(right)`, a handler asks `member.may(right)` or `member.may(right,
/// shop)`, a template `can…` (`canModerate`). The rights of each office are in this file only.
package enum Right: String, Sendable, CaseIterable {
    // Of the association.
    /// Figures of all shops, on the home page.
    case readFigures
    /// Reviews and bursts of answers that wait or were decided; not their authors' addresses.
    case readModeration
    /// Publish and refuse reviews, count bursts of answers or set them aside, write to an author.
    case moderate
    /// Which shops are invited.
    case readInvitations
    /// What the imports of the last days did.
    case readImports
    case importShops
    case readRemovedShops
    /// Add shops, take them out of the directory, put them back.
    case manageShops
    /// Make a project public.
    case publishProjects
    /// Write, change and remove the news of the association.
    case publishNews
    /// Change the association's names and what its legal notice states.
    case changeSettings
    /// Set up the server that sends the association's mail: the person who controls it could read the codes that sign
    /// people in.
    case setUpMail
    /// End and restore the access of people, make sign-in links for them.
    case manageAccess
    /// The list of members with their offices and e-mail addresses.
    case readMembers
    /// Add members, give and end the offices of the board.
    case manageMembers
    /// Read the journal of acts and the register of processing.
    case oversee
    /// Read and close the requests of people about their data.
    case answerRequests
    /// Write to members, by e-mail and letter.
    case writeToMembers
    /// Offer the presidency to another member.
    case offerPresidency

    // Of the association, or of one shop.
    /// Make letters that hand a shop to its shopkeeper.
    case invite
    case printPosters
    /// Make, change and end printed codes, and read their figures.
    case makeCodes
    /// Propose projects, take part and comment in its name.
    case represent

    // Of one shop or one project.
    /// Invite the people who work at a shop, end their access to it, decide what they may do.
    case managePeople
    /// Change a shop's page and hours, or a project; withdraw a project.
    case edit
    /// Announce, change and end the bons plans of a shop.
    case announceDeals
    /// Make, change and end the tablets in a shop where its visitors answer.
    case manageKiosks
    /// Note encounters at the counter, take back what they noted.
    case note
    /// Say that a shop is closed today, or when its people are back.
    case announceAbsence
    /// The weeks of a shop, what visitors said, the table for a spreadsheet.
    case readEncounters
    /// Reply to reviews in the name of a shop.
    case reply
    /// Remove and restore other members’ comments on a project.
    case removeComments
    /// Choose the scenario of a project, or consult the shops.
    case chooseScenario
    /// Lead a project: its scenarios, choices, pledges, tasks, documents and people.
    case leadProject
}

extension Office {
    /// How far a right reaches.
    package enum Reach: Sendable, CaseIterable {
        case association, everyShop, everyProject
        /// The shop or project the office is held at.
        case own
    }

    /// The rights of this office.
    package var rights: [Reach: Set<Right>] {
        switch self {
        case .president:
            // All that a vice-president may do, and what would give the presidency away.
            Office.vicePresident.rights.merging([.association: [.offerPresidency, .setUpMail]]) { $0.union($1) }
        case .vicePresident:
            [
                .association: [
                    .readFigures, .readModeration, .moderate, .readInvitations, .invite, .readImports, .importShops,
                    .readRemovedShops, .manageShops, .printPosters, .publishProjects, .publishNews, .represent,
                    .changeSettings, .manageAccess, .readMembers, .manageMembers, .oversee,
                    .makeCodes, .answerRequests, .writeToMembers,
                ],
                .everyShop: [
                    .edit, .announceDeals, .note, .announceAbsence, .readEncounters, .reply, .invite, .printPosters,
                    .makeCodes, .managePeople, .manageKiosks,
                ],
                .everyProject: [.edit, .removeComments, .leadProject, .chooseScenario],
            ]
        case .secretary:
            // Shops, imports, invitations, posters; neither reviews nor encounters.
            [
                .association: [
                    .readInvitations, .invite, .readImports, .importShops, .readRemovedShops, .manageShops,
                    .printPosters, .readMembers, .oversee, .writeToMembers,
                ],
                .everyShop: [.edit, .invite, .printPosters],
                .everyProject: [.chooseScenario],
            ]
        case .treasurer, .boardMember:
            // These offices may read; the presidency and the secretary may act. Printing a poster changes nothing. The
            // whole board chooses the scenario of a project.
            [
                .association: [
                    .readFigures, .readModeration, .readInvitations, .readImports, .readRemovedShops, .printPosters,
                    .readMembers, .oversee,
                ],
                .everyProject: [.chooseScenario],
            ]
        case .shopkeeper:
            [
                .own: [
                    .edit, .announceDeals, .note, .announceAbsence, .readEncounters, .reply, .printPosters, .represent,
                    .makeCodes, .managePeople, .manageKiosks,
                ]
            ]
        case .staff:
            // They read only the encounters that they noted: visitors write to the shopkeepers.
            [.own: [.note, .announceAbsence, .reply]]
        case .pageEditor:
            [.own: [.edit, .announceDeals, .printPosters]]
        case .spokesperson:
            [.own: [.represent]]
        case .projectLead:
            [.own: [.edit, .leadProject]]
        }
    }
}

/// The rights of one member: the union of the rights of their offices.
struct Rights: Sendable, Equatable {
    private var everywhere: [Office.Reach: Set<Right>] = [:]
    private var own: [Scope: Set<Right>] = [:]

    /// An office in the wrong scope, such as the presidency of a shop, has no rights at all.
    init(_ offices: [HeldOffice]) {
        for held in offices where held.office.place == held.scope.place {
            for (reach, rights) in held.office.rights {
                if reach == .own {
                    own[held.scope, default: []].formUnion(rights)
                } else {
                    everywhere[reach, default: []].formUnion(rights)
                }
            }
        }
    }

    func include(_ right: Right, _ scope: Scope) -> Bool {
        let reach: Office.Reach =
            switch scope {
            case .association: .association
            case .shop: .everyShop
            case .project: .everyProject
            }
        return everywhere[reach]?.contains(right) == true || own[scope]?.contains(right) == true
    }
}
