import Base

extension SiteLimits {
    /// The most notices on a member’s page: those of three busy months.
    package static let noticesShown = 100
    /// Unread notices on the home of a member; a link leads to the others.
    static let noticesAtHome = 4
    /// Seconds after which a mail that no server took is given up. RFC 5321 §4.5.4.1 asks for 4 to 5 days between
    /// servers; with a shorter time the presidency sees a failure sooner.
    package static let mailGivenUp = Int.days(3)
    /// The most mails to one address within an hour that anyone may request: more only annoy its owner.
    static let requestedMailsToAddress = 3
    /// The most such mails within an hour, to all addresses.
    static let requestedMails = 200
    /// Seconds a server may take for one mail, and seconds of processor time of the child that talks to it. Less than
    /// the time limit of a handler, because a handler waits for a trial mail.
    static let mailSeconds = 25
    /// The most bytes of address space of that child: curl with its libraries maps some 100 MB.
    static let mailMemory = 512 * 1024 * 1024
    /// The most bytes of a conversation with a mail server.
    static let mailBytes = 1024 * 1024
    /// Seconds that one run of the mail job may take, so that other jobs run.
    static let mailRunSeconds = 60
    /// Mails that test the settings at the same time.
    static let mailTrialsAtOnce = 1
    /// Such mails waiting; beyond that the answer is 503.
    static let mailTrialsWaiting = 4
    /// The most mails that were given up, and the most addresses that receive nothing, in the settings.
    static let mailsShown = 50
    /// The most messages to members in a day: more than anyone reads.
    package static let messagesADay = 5
    /// The most members that one message reaches: the largest supported association.
    package static let messageRecipients = importLines
    /// The most messages on their page: the latest.
    package static let messagesShown = 50
}
