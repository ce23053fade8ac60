/// Limits of projects and needs.
extension SiteLimits {
    /// Days that a need may last: a season.
    package static let needDays = 90
    /// Open needs of a member.
    package static let needsOfMember = 10
    /// Messages about needs that a member writes in a day: a long exchange with several people.
    package static let needMessagesADay = 50
    /// Needs on one page of their list.
    package static let needsAPage = 20
    /// Open needs, the newest, that are compared with another one.
    package static let needsCompared = 500
    /// Projects that the overview of the board looks at, the latest.
    package static let portfolioProjects = 300
    /// Times that the deadline of a call for pledges may be put off: each time its shops are told.
    package static let laterDeadlines = 5
    /// Tasks of a project: one page shows them all.
    package static let tasksOfProject = 200
}
