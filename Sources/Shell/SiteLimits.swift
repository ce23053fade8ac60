import Base

/// A limit on everything the product takes or keeps, each with its unit and its reason.
package enum SiteLimits {
    /// Bytes of a form: a review of 2,000 characters in four bytes each, percent-encoded, fits twice.
    static let formBytes = 64 * 1024
    /// Bytes of the form to sign in: it may carry a whole other form along (`KeptRequest`).
    package static let signInBytes = 2 * formBytes
    /// Bytes of a file of shops: 2,000 lines of 1 KB, twice.
    package static let importBytes = 4 * 1024 * 1024
    /// Bytes of the form that brings such a file: the file, and what the form says around it.
    package static let importBodyBytes = importBytes + 64 * 1024
    /// Lines of a file of shops: the largest association we promise to hold, with room to grow.
    package static let importLines = 5_000
    /// Columns of a file of shops that are looked at: each costs a list to choose from on the page.
    package static let importColumns = 40
    /// Bytes of one cell: a description of 1,000 characters, twice over in four bytes each. Longer ones cost seconds to show.
    package static let importCellBytes = 8 * 1024
    /// Lines of an import on one page: their fields to correct stay well under the fields a form may have.
    package static let importLinesAPage = 100
    /// Seconds an import and what undoes it are kept.
    package static let importKept = Int.days(30)
    /// Seconds a session lasts without signing in again: a phone behind a counter is not asked every week.
    static let session = Int.days(60)
    /// Seconds the first-steps address is good for.
    static let firstSteps = Int.minutes(30)
    /// Seconds an invitation is good for: a letter handed over, read on the next quiet day.
    package static let invitation = Int.days(30)
    /// Letters made at once: a print job somebody can still hold in one hand.
    package static let lettersAtOnce = 60
    /// Seconds a sign-in link is good for.
    static let signInLink = Int.hours(1)
    /// Seconds a visitor may change or withdraw an encounter.
    package static let changeCode = Int.minutes(10)
    /// Password hashes computed at once: scrypt takes 32 MiB and a tenth of a second each.
    static let hashesAtOnce = 2
    /// Password hashes waiting: some three seconds of work; beyond, the answer is 503.
    static let hashesWaiting = 32
    /// Other offloaded jobs at once (imports, CSV tables, posters, letters): some tens of MiB each.
    static let jobsAtOnce = 2
    /// Other offloaded jobs waiting: beyond, the answer is 503.
    static let jobsWaiting = 16
    /// Lines of a table for a spreadsheet: a fifth of what a spreadsheet opens.
    package static let tableLines = 200_000
    /// Bytes after which such a table ends with the line it is at: it stands in memory, and a line may hold 2,000 characters.
    package static let tableBytes = 32 * 1024 * 1024
    /// Shops in the directory, by name: each loop holds them all in memory, some 400 bytes each.
    package static let directoryShops = importLines
    /// Shops on one page of the directory.
    package static let shopsAPage = 50
    /// Projects on one page of the list.
    package static let projectsAPage = 20
    /// Rows of a list of projects that pages lead to: an offset within it stays cheap.
    package static let projectRows = 10_000
    /// Seconds in which the same words from the same member are one proposal: a button touched twice, a page sent again.
    package static let sameProposal = Int.minutes(10)
    /// Seconds in which the same shop added again is the same shop: a button touched twice.
    package static let sameShop = Int.minutes(10)
    /// Shops that were taken out, as many as the page that puts them back lists.
    package static let removedShops = 200
    /// Answers under which feelings of a shop are not shown, and by which they move: no answer of one person can be read out of them.
    package static let feelingThreshold = 5
    /// Bytes of pages kept by each loop: a thousand compressed ones; two loops stay well below 30 MB with all else.
    static let pageCacheBytes = 4 * 1024 * 1024
}
