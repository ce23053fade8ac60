import Base

/// A limit on everything the product accepts or stores, each with its unit and its reason.
package enum SiteLimits {
    /// Bytes of a form: a review of 2,000 characters in four bytes each, percent-encoded, fits twice.
    static let formBytes = 64 * 1024
    /// Bytes of the sign-in form: it may carry another whole form (`PendingSubmission`).
    package static let signInBytes = 2 * formBytes
    /// Bytes of a list of shops: twice 2,000 lines of 1 KB.
    package static let importBytes = 4 * 1024 * 1024
    /// Bytes of the form with such a file: the file and the other fields.
    package static let importBodyBytes = importBytes + 64 * 1024
    /// Bytes of an uploaded picture: a phone's photo has 3 to 12 MB.
    package static let pictureBytes = 15 * 1024 * 1024
    /// Bytes of the form with such a picture: the file and the other fields.
    package static let pictureBodyBytes = pictureBytes + 64 * 1024
    /// Pixels of an uploaded picture: 100 MB once decoded.
    static let picturePixels = 25_000_000
    /// Seconds to convert a picture, and of processor time of each child; the conversion is killed after twice that
    /// time.
    static let pictureSeconds = 10
    /// Bytes of a photo as pages load it, at each of its two widths.
    static let photoBytes = 200 * 1024
    /// Bytes of all stored pictures: those of 500 shops, in a file that a backup copies in seconds.
    package static let pictureBudget = 500 * 1024 * 1024
    /// Bytes of a document of a project: a scanned quote of ten pages.
    package static let documentBytes = 8 * 1024 * 1024
    /// Bytes of the form with such a document: the file and the other fields.
    package static let documentBodyBytes = documentBytes + 64 * 1024
    /// Documents of a project, those in the bin left out.
    package static let projectDocuments = 20
    /// Slips counted in a day from one shop for another: some 15 an hour, all day.
    package static let slipsADay = 150
    /// Experts of a project.
    package static let projectExperts = 10
    /// Opinions that an expert may sign, earlier ones included: their link needs no account.
    package static let expertOpinions = 50
    /// Bytes of all stored documents, those in the bin included, in a file that a backup copies in seconds.
    package static let documentBudget = 300 * 1024 * 1024
    /// Photos of a shop.
    package static let shopPhotos = 4
    /// Lines of a file of shops: the largest supported association, with room to grow.
    package static let importLines = 5_000
    /// Columns of a file of shops that are read: an export of every attribute has some hundred.
    package static let importColumns = 200
    /// Bytes of the parts of a workbook, unpacked: a sheet of 5,000 lines and 200 columns has some 40 MB.
    package static let workbookUnpackedBytes = 50 * 1024 * 1024
    /// Bytes of the sheet as text: 5,000 lines of 3 KB.
    package static let workbookTextBytes = 16 * 1024 * 1024
    /// Bytes of address space of the program that reads workbooks.
    package static let workbookMemory = 256 * 1024 * 1024
    /// Seconds that program may take.
    package static let workbookSeconds = 10
    /// Bytes of one cell: twice a description of 1,000 characters of four bytes. Longer ones take seconds to show.
    package static let importCellBytes = 8 * 1024
    /// Lines of an import on one page: their fields to correct stay well under the fields a form may have.
    package static let importLinesAPage = 100
    /// Seconds an import and the rows to undo it are stored.
    package static let importRetention = Int.days(30)
    /// Seconds a public address on trial can be confirmed: time to find a phone, and to correct the name server once.
    package static let addressTrial = Int.hours(1)
    /// Seconds the setup address is valid.
    static let setup = Int.minutes(30)
    /// Seconds an invitation is valid: a letter handed over is read on the next quiet day.
    package static let invitation = Int.days(30)
    /// Seconds an invitation to the team of a shop is valid: until the person's next day at work.
    package static let teamInvitation = Int.days(7)
    /// Such invitations waiting at one shop: a large team that joins at once.
    package static let teamInvitations = 20
    /// Requests to join that wait for a decision: some years of requests.
    package static let joinRequests = 200
    /// Requests about personal data that wait for an answer.
    package static let dataRequests = 200
    /// Letters of one batch: enough for the largest streets, and one ream of paper.
    package static let lettersAtOnce = 500
    /// Bytes of a PDF: 500 posters take some 15 MB.
    package static let printBytes = 64 * 1024 * 1024
    /// Seconds a PDF may take: 500 letters take some 10 s on a busy machine.
    package static let printSeconds = 120
    /// PDFs made at once: each keeps a core busy for seconds.
    static let printsAtOnce = 1
    /// PDFs waiting: beyond, the page says to try again.
    static let printsWaiting = 8
    /// PDFs in memory, some MB each, the latest ones; others are made again.
    package static let printsStored = 4
    /// Seconds a visitor may change or withdraw an encounter.
    package static let changeCode = Int.minutes(10)
    /// Seconds a browser stays a known device after its last sign-in: a shop closed for a season is still known.
    package static let knownDevice = Int.days(365)
    /// Hashes computed at once for known devices and signed-in members; separate from all others.
    static let knownHashesAtOnce = 1
    /// Such hashes waiting; beyond that the answer is 503.
    static let knownHashesWaiting = 16
    /// Password hashes computed at once: scrypt takes 32 MiB and a tenth of a second each.
    static let hashesAtOnce = 2
    /// Password hashes waiting: some three seconds of work; beyond that the answer is 503.
    static let hashesWaiting = 32
    /// Password hashes of one network, or of one member, running or waiting: an office signing in together. A /48 has
    /// `networksOfSite` times as many.
    static let hashesOfNetwork = 8
    /// Seconds for which the hashes of a network are counted: networks with fewer come first.
    static let recentHashes = Int.minutes(10)
    /// Networks whose hashes are counted in memory, some 40 bytes each.
    static let hashNetworks = 16_384
    /// CSV tables, posters and letters made at once: some tens of MiB each.
    static let jobsAtOnce = 2
    /// Such jobs waiting; beyond that the answer is 503.
    static let jobsWaiting = 16
    /// Pictures converted at once, beside all other jobs: one takes a second or two and some hundred MiB.
    static let picturesAtOnce = 1
    /// Pictures waiting; beyond that the answer is 503.
    static let picturesWaiting = 8
    /// Imports read or compared at once, beside all other jobs: one may take seconds and some tens of MiB.
    static let importsAtOnce = 2
    /// Imports waiting; beyond that the answer is 503.
    static let importsWaiting = 8
    /// Lines of a table for a spreadsheet: a fifth of what a spreadsheet opens.
    package static let tableLines = 200_000
    /// Bytes after which such a table ends with its current line: it is built in memory, and a line may have 2,000
    /// characters.
    package static let tableBytes = 32 * 1024 * 1024
    /// Most shops in the directory, in order of name: each loop holds them all in memory, some 900 bytes each.
    package static let directoryShops = importLines
    /// Shops on one page of the directory.
    package static let shopsAPage = 50
    /// Seconds an offer of the presidency waits for an answer.
    package static let presidencyOffer = Int.days(7)
    /// Seconds that what was removed can be put back.
    package static let bin = Int.days(30)
    /// Lines of each kind in the bin, and requests about personal data on their page.
    package static let binRows = 100
    /// Entries on one page of the journal.
    package static let journalAPage = 50
    /// Members on one page of their list.
    package static let membersAPage = 50
    /// Trades shown as buttons on the directory and the front page, those with the most shops; the menu has all.
    package static let tradeChips = 12
    /// Façades of the street on the front page: 12 KB compressed.
    package static let frontShops = 40
    /// Shops sorted by distance in a browser: one page of some 80 KB compressed.
    package static let nearbyShops = 1_000
    /// Pairs of streets that look like one, asked about on one page.
    package static let similarStreets = 50
    /// Projects on one page of the list.
    package static let projectsAPage = 20
    /// Rows of the list of projects that its pages reach: an SQL offset below it stays cheap.
    package static let projectRows = 10_000
    /// Dates of projects on one page of the agenda and in the file for calendars: ten years of a busy street.
    package static let agendaDates = 1_000
    /// News posts, and bons plans, on one page: the front page of a busy association shows fewer.
    package static let newsShown = 50
    /// Days ahead that a news post may be shown.
    package static let newsDays = 366
    /// Days that a bon plan may last.
    package static let dealDays = 60
    /// Bons plans of a shop that run or will run: few enough to be told at a counter.
    package static let dealsAtShop = 2
    /// Printed codes of a shop, of a project, or of the association itself, ended ones included.
    package static let printedCodes = 100
    /// Bons plans a shop may add in a day, ended ones included: time to correct and replace some.
    package static let dealsADay = 10
    /// Seconds in which two proposals with equal text from one member are one: a double tap, a form sent again.
    package static let sameProposal = Int.minutes(10)
    /// Seconds in which an equal shop added again is the same shop: a double tap.
    package static let sameShop = Int.minutes(10)
    /// Seconds in which the same face from the same network and browser is the same tap: a double tap, an answer sent
    /// again.
    static let sameTap = 30
    /// Taps remembered in memory to recognise a repeated one, some 50 bytes each.
    static let recentTaps = 16_384
    /// Taps of one network that count at one shop in a day: a family, a few customers on the shop's Wi-Fi.
    package static let networkTapsAtShop = 10
    /// Taps of one network that count in a day: a long walk through the street.
    package static let networkTaps = 40
    /// A site (IPv6 /48) counts as at most this many networks.
    package static let networksOfSite = 4
    /// Visitors' taps that count at one shop in a day: more than a busy shop has answers.
    package static let countedTapsAtShop = 200
    /// Visitors' taps held at one shop, a few pages of bursts to decide on; beyond that only a network's first tap of
    /// the day is held.
    package static let heldTapsAtShop = 200
    /// Visitors' taps held in all; beyond that a tap that would be held is refused (429): some 100 bytes each.
    package static let heldTaps = 5_000
    /// Networks, and networks at shops, whose taps are counted in memory, some 20 bytes each.
    static let tapNetworks = 65_536
    /// Reports of errors of one shop that wait; beyond, they say nothing new.
    package static let waitingReports = 20
    /// Seconds a report of an error is stored: a shop closed for a season still finds it.
    package static let reportRetention = Int.days(90)
    /// Seconds after a tap before a review is taken: words, a pseudonym and an address take a person longer.
    package static let reviewDelay = 5
    /// The fewest answers of a shop whose feelings are shown, and the fewest that change them: one person's answer
    /// cannot be read off.
    package static let feelingThreshold = 5
    /// The same for answers at a kiosk: a tablet cannot tell one visitor from five.
    package static let kioskThreshold = 20
    /// Bytes of pages cached by each loop: a thousand compressed ones. Two loops and everything else stay below 40 MB.
    static let pageCacheBytes = 4 * 1024 * 1024
}
