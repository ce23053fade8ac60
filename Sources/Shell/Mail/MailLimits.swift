import Base

extension SiteLimits {
    /// Notices on their page: those of a busy quarter.
    package static let noticesShown = 100
    /// Unread notices on the home of a member; a link leads to the others.
    static let noticesAtHome = 4
    /// Seconds after which a mail that no server took is given up (RFC 5321 §4.5.4.1 asks for 4 to 5 days between
    /// servers; a shorter time is known sooner).
    package static let mailGivenUp = Int.days(3)
    /// Mails that anyone may request to one address within an hour: more only annoy its owner.
    static let requestedMailsToAddress = 3
    /// Mails that visitors may request in all within an hour.
    static let requestedMails = 200
    /// Seconds a server may take for one mail, and of processor time of the child that talks to it. Less than a handler
    /// may take, for a trial.
    static let mailSeconds = 25
    /// Bytes of address space of that child: curl with its libraries maps some 100 MB.
    static let mailMemory = 512 * 1024 * 1024
    /// Bytes of a conversation with a mail server.
    static let mailBytes = 1024 * 1024
    /// Seconds that one run of the mail job may take, so that other jobs run.
    static let mailRunSeconds = 60
    /// Mails that try the settings at once.
    static let mailTrialsAtOnce = 1
    /// Such mails waiting; beyond that the answer is 503.
    static let mailTrialsWaiting = 4
    /// Mails that were given up, and addresses that receive nothing, in the settings.
    static let mailsShown = 50
    /// Messages to members in a day: more than anyone reads.
    package static let messagesADay = 5
    /// Members that one message reaches: the largest supported association.
    package static let messageRecipients = importLines
    /// Messages on their page, the latest.
    package static let messagesShown = 50
}
