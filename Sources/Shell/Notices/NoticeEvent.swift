/// Something that happened and concerns a member. Stored as its raw value, never renamed; its words are the message
/// `notice.` and that name, in a singular and a plural.
package enum NoticeEvent: String, Sendable, CaseIterable {
    /// A review of their shop is on line. About: the shop.
    case reviewPublished
    /// A visitor reported an error on the page of their shop. About: the shop.
    case errorReported
    /// A review of their shop has waited a week for a reply. About: the shop.
    case replyWanted
    /// The share of sad faces of their shop is rising. About: the shop.
    case sadFacesRising
    /// A new project, or a change of one, waits to be published. About: the project.
    case projectProposed
    /// Their project is public. About: the project.
    case projectPublished
    /// A change of their project was refused. About: the project.
    case projectChangeRefused
    /// A shop takes part in their project. About: the project.
    case projectJoined
    /// A project they take part in was withdrawn. About: the project.
    case projectWithdrawn
    /// A scenario was added to their project, or to one they take part in. About: the project.
    case scenarioAdded
    /// A scenario of their project, or of one they take part in, was chosen. About: the project.
    case scenarioChosen
    /// A consultation asks their shop which scenario it prefers. About: the project.
    case consultationOpened
    /// Their shop has not answered a consultation that ends soon. About: the project.
    case consultationReminder
    /// A consultation that asked their shop, or about their project, has ended. About: the project.
    case consultationEnded
    /// A consultation that asked their shop was cancelled. About: the project.
    case consultationCancelled
    /// Another text is proposed for a project they lead. About: the project.
    case amendmentProposed
    /// The text they proposed was accepted. About: the project.
    case amendmentAccepted
    /// The text they proposed was declined. About: the project.
    case amendmentDeclined
    /// An expert signed an opinion on a project they lead. About: the project.
    case opinionSigned
    /// They are a lead of a project now. About: the project.
    case projectLeadGiven
    /// A call for pledges is open to their shop. About: the project.
    case callOpened
    /// A call their shop pledged to was cancelled. About: the project.
    case callCancelled
    /// A call their shop pledged to ends later. About: the project.
    case callExtended
    /// A shop pledges to a project they lead. About: the project.
    case pledgeMade
    /// The pledge of their shop is firm. About: the project, and the amount.
    case pledgeBound
    /// The pledge of their shop did not hold: the shop owes nothing. About: the project.
    case pledgeFree
    /// A call ended without enough pledges. About: the project.
    case pledgesMissed
    /// Their shop owes another amount. About: the project, and the amount.
    case shareChanged
    /// A shop asks to leave a project they lead, after the deadline. About: the project.
    case leavingAsked
    /// A lead decided whether their shop may leave. About: the project.
    case leavingAccepted
    case leavingRefused
    /// A comment on their project, or on one they take part in. About: the project.
    case commentAdded
    /// A member wrote to them about a need. About: nothing.
    case needAnswered
    /// They are thanked for their help with a need. About: nothing.
    case needThanked
    /// A new need is similar to one of theirs. About: nothing.
    case needSimilar
    /// A moderator removed a need of theirs. About: nothing.
    case needRemoved
    /// A need of theirs became a project. About: the project.
    case needBecameProject
    /// The summary of a report waits to be read. About: the project.
    case summaryWaiting
    /// A project they took part in has a next edition: they are asked again. About: the new project.
    case projectContinued
    /// A task of a project is theirs. About: the project.
    case taskGiven
    /// The last day of a task has passed. About: the project.
    case taskLate
    /// A review waits to be read. About: the shop.
    case reviewWaiting
    /// An invitation letter that the member made has been used. About: the shop.
    case invitationUsed
    /// They were given an office. About: the shop, or the association.
    case officeGiven
    /// An office of theirs has ended. About: the shop, or the association.
    case officeEnded
    /// The presidency is offered to them. About: the association.
    case presidencyOffered
    /// The presidency they offered was accepted. About: the association.
    case presidencyAccepted
    /// Their password was changed. About: nothing.
    case passwordChanged
    /// Their e-mail address was changed. About: nothing.
    case emailChanged
    /// Someone made a link that signs them in. About: nothing.
    case linkMade
    /// Their recovery sheet was made. About: nothing.
    case recoverySheetMade

    /// The kind whose frequency the member chooses.
    package var kind: NoticeKind {
        switch self {
        case .reviewPublished, .errorReported, .sadFacesRising: .review
        case .replyWanted: .answer
        case .projectProposed, .projectPublished, .projectChangeRefused, .projectJoined, .projectWithdrawn,
            .scenarioAdded, .scenarioChosen, .amendmentProposed, .amendmentAccepted, .amendmentDeclined,
            .opinionSigned, .pledgeMade, .pledgeBound, .pledgeFree, .pledgesMissed, .shareChanged, .leavingAccepted,
            .leavingRefused:
            .project
        case .consultationOpened, .consultationReminder, .consultationEnded, .consultationCancelled, .callOpened,
            .callCancelled, .callExtended, .leavingAsked:
            .decision
        case .commentAdded: .comment
        case .needAnswered, .needThanked, .needSimilar, .needRemoved, .needBecameProject: .need
        case .taskGiven, .taskLate: .task
        case .summaryWaiting, .projectContinued: .project
        case .reviewWaiting: .moderation
        case .invitationUsed: .invitation
        case .officeGiven, .officeEnded, .presidencyOffered, .presidencyAccepted, .projectLeadGiven: .office
        case .passwordChanged, .emailChanged, .linkMade, .recoverySheetMade: .security
        }
    }
}

/// The kinds of notices that a member chooses a frequency for, in the order of the page.
package enum NoticeKind: String, Sendable, CaseIterable {
    case review, answer, decision, project, comment, task, need, moderation, invitation, office, security

    /// The frequency of mail, unless the member chose another.
    var standardPace: NoticePace {
        switch self {
        case .review, .moderation, .comment, .task, .need: .daily
        case .answer, .project, .invitation: .weekly
        case .decision, .office, .security: .immediate
        }
    }

    /// Whether its frequency may be chosen: notices that protect an account are always mailed at once.
    var isChoice: Bool { self != .security }
}

/// How often mail tells of a kind of notice; `immediate`: as soon as it happens.
package enum NoticePace: String, Sendable, CaseIterable {
    case immediate = "once"
    case daily, weekly, never
}
