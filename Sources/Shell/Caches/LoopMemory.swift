import HTMLTemplate

/// What one loop has read of the store and may use again: as long as nobody has written, in this process or another.
/// `SiteLoop.version` says so at every request, as for kept pages. Rows of the directory hold as long as no shop has changed,
/// and for the minute, because a shop opens and closes with it.
///
/// Rows as they were decoded, never a decision: who may do what is asked at each request, of a member as fresh as the store;
/// and never a page, for each is made for its reader. Confined to its loop; bounded.
struct LoopMemory {
    /// Sessions kept: as many members as may be about within one minute.
    private static let sessionLimit = 256
    /// Rows of the directory kept, about 250 bytes each: 2,000 shops in both languages.
    private static let rowLimit = 4_000

    private struct PageKey: Hashable {
        let page: Int
        let language: Language
    }

    private struct DirectoryMoment: Equatable {
        let stamp: Int
        let minute: LocalTime
    }

    private var version: Int?
    /// What the rows and the menu of the directory are of.
    private var moment: DirectoryMoment?
    private var sessions: [[UInt8]: Session.Opened] = [:]
    private var rows: [PageKey: [DirectoryPage.Row]] = [:]
    private var rowCount = 0

    /// The association, once read: nil inside when there is none yet.
    var association: Association?? {
        didSet { if case .some(.some(let association)) = association { lastAssociation = association } }
    }
    /// The association as it was last read, whether or not somebody has written since: once there, it stays.
    private(set) var lastAssociation: Association?
    /// How many things wait for the president.
    var waiting: Int?
    /// What names the state of the directory, once read.
    var directoryStamp: Int?
    /// What the directory offers to filter by, at the state the rows are of.
    private(set) var menu: DirectoryMenu?

    /// Forgets everything but the directory unless it was read at `version`.
    mutating func renew(_ version: Int) {
        guard self.version != version else { return }
        forget()
        self.version = version
    }

    /// Forgets everything but the directory: this loop has just written.
    mutating func forget() {
        association = nil
        waiting = nil
        directoryStamp = nil
        sessions.removeAll(keepingCapacity: true)
    }

    /// Forgets rows and menu unless they are of this state of the directory and this minute.
    mutating func renewDirectory(_ stamp: Int, at minute: LocalTime) {
        let now = DirectoryMoment(stamp: stamp, minute: minute)
        guard moment != now else { return }
        forgetDirectory()
        moment = now
    }

    /// Forgets rows and menu: their words have changed.
    mutating func forgetDirectory() {
        moment = nil
        menu = nil
        rows.removeAll(keepingCapacity: true)
        rowCount = 0
    }

    /// The session behind a hash, when it was looked up already.
    func session(_ hash: [UInt8]) -> Session.Opened? { sessions[hash] }

    /// Keeps a session that was found.
    mutating func keep(_ session: Session.Opened, of hash: [UInt8]) {
        if sessions.count >= LoopMemory.sessionLimit { sessions.removeAll(keepingCapacity: true) }
        sessions[hash] = session
    }

    /// The rows of one page of the whole directory as they read in a language, when they were made already.
    func rows(of page: Int, _ language: Language) -> [DirectoryPage.Row]? {
        rows[PageKey(page: page, language: language)]
    }

    /// Keeps the rows of a page of the whole directory and its menu, read after `renewDirectory`.
    mutating func keep(_ made: [DirectoryPage.Row], of page: Int, _ language: Language, _ menu: DirectoryMenu) {
        self.menu = menu
        if rowCount + made.count > LoopMemory.rowLimit {
            rows.removeAll(keepingCapacity: true)
            rowCount = 0
        }
        let key = PageKey(page: page, language: language)
        rowCount += made.count - (rows[key]?.count ?? 0)
        rows[key] = made
    }
}
