/// An act that the journal records: the kind of its object, a dot, and what was done. The message `audit.ACTION` says it
/// in words.
package enum AuditAction: String, Sendable, CaseIterable {
    case associationFounded = "settings.founded"
    case settingsChanged = "settings.changed"
    case logoChanged = "settings.logo"
    case logoRemoved = "settings.logo_removed"
    case secondFactorAsked = "settings.second_factor"
    case secondFactorFree = "settings.second_factor_free"
    case addressTried = "settings.address_tried"
    case addressConfirmed = "settings.address_confirmed"
    case addressRemoved = "settings.address_removed"
    case mailChanged = "settings.mail"
    case mailRemoved = "settings.mail_removed"
    case messageWritten = "settings.message"
    case streetsAnswered = "settings.streets"
    case streetsAnswerTakenBack = "settings.streets_undone"

    case memberAdded = "member.added"
    case officeGiven = "member.office_given"
    case officeEnded = "member.office_ended"
    case accessEnded = "member.access_ended"
    case accessRestored = "member.access_restored"
    case shopAccessEnded = "member.shop_access_ended"
    case shopAccessRestored = "member.shop_access_restored"
    case signInLinkMade = "member.link"
    case phoneLost = "member.phone_lost"
    case sessionsEnded = "member.sessions"
    case secondFactorSet = "member.second_factor"
    case secondFactorEnded = "member.second_factor_ended"
    case recoverySheetMade = "member.recovery"
    case recoverySheetUsed = "member.recovery_used"
    case accountChanged = "member.account"
    case passwordChanged = "member.password"
    case memberErased = "member.erased"
    case presidencyOffered = "member.presidency_offered"
    case presidencyAccepted = "member.presidency_accepted"
    case presidencyOfferEnded = "member.presidency_ended"
    case presidencyDeclared = "member.presidency_declared"

    case shopAdded = "shop.added"
    case shopChanged = "shop.changed"
    case shopRemoved = "shop.removed"
    case shopRestored = "shop.restored"
    case shopAbsent = "shop.absent"
    case shopBack = "shop.back"
    case photoAdded = "shop.photo"
    case photoChanged = "shop.photo_changed"
    case photoRemoved = "shop.photo_removed"
    case shopClaimed = "shop.claimed"
    case reportSettled = "shop.report_settled"
    case reportReopened = "shop.report_reopened"
    case invitationsMade = "invitation.made"
    case importStarted = "import.started"
    case importConfirmed = "import.confirmed"
    case importUndone = "import.undone"

    case dealAdded = "deal.added"
    case dealChanged = "deal.changed"
    case dealEnded = "deal.ended"
    case dealRestored = "deal.restored"
    case newsPublished = "news.published"
    case newsChanged = "news.changed"
    case newsRemoved = "news.removed"
    case newsRestored = "news.restored"

    case projectProposed = "project.proposed"
    case projectChanged = "project.changed"
    case projectWithdrawn = "project.withdrawn"
    case projectRestored = "project.restored"
    case projectPublished = "project.published"
    case projectUnpublished = "project.unpublished"
    case projectChangeRefused = "project.change_refused"
    case projectChangeRestored = "project.change_restored"
    case projectJoined = "project.joined"
    case projectLeft = "project.left"
    case projectPictureChanged = "project.picture"
    case projectPictureRemoved = "project.picture_removed"
    case commentWritten = "project.comment"
    case commentRemoved = "project.comment_removed"
    case commentRestored = "project.comment_restored"

    case reviewPublished = "review.published"
    case reviewRefused = "review.refused"
    case reviewDecisionUndone = "review.undone"
    case reviewReplied = "review.replied"
    case reviewWithdrawn = "review.withdrawn"
    case reviewErased = "review.erased"
    case burstCounted = "burst.counted"
    case burstSetAside = "burst.set_aside"
    case burstUndone = "burst.undone"

    case requestReceived = "request.received"
    case requestClosed = "request.closed"
    case requestReopened = "request.reopened"

    /// What an act is done to.
    package enum Kind: String, Sendable, CaseIterable {
        case settings, member, shop, invitation, `import`, deal, news, project, review, burst, request
    }

    package var kind: Kind {
        guard let kind = Kind(rawValue: String(rawValue.prefix { $0 != "." })) else {
            preconditionFailure("\(rawValue) names no kind of object")
        }
        return kind
    }
}
