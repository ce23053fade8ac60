import Base
import SQLite
import Shell

/// A document of a project, for members or for everyone: the file as it was sent, a picture without its metadata.
package struct ProjectDocument: Sendable, Equatable {
    package let publicID: String
    package let title: String
    let format: DocumentFormat
    /// In bytes.
    let size: Int
    let isPublic: Bool
    let addedBy: Member.ID
    /// The name of who added it.
    let author: String
    let addedAt: Instant

    /// The name of its file: «Devis barnums.pdf».
    var fileName: String { title + "." + format.suffix }

    private static let columns = """
        project_document.public_id, title, format, length(contents), public_at IS NOT NULL, added_by, member.name, added_at
        """

    private init?(row: Row) {
        guard let format = DocumentFormat(rawValue: row.text(2)) else { return nil }
        (publicID, title, self.format, size) = (row.text(0), row.text(1), format, row.int(3))
        (isPublic, addedBy) = (row.bool(4), Member.ID(rawValue: row.int(5)))
        (author, addedAt) = (row.text(6), row.instant(7))
    }

    /// The documents of a project, the oldest first. Index: `project_document_by_project`.
    package static func all(of project: Project.ID, publicOnly: Bool = false, in db: Reader) throws -> [ProjectDocument]
    {
        try db.rows(
            """
            SELECT \(columns) FROM project_document JOIN member ON member.id = added_by
             WHERE project_id = ?1 AND removed_at IS NULL AND (NOT ?2 OR public_at IS NOT NULL)
             ORDER BY added_at, project_document.id
            """, project, publicOnly, decode: ProjectDocument.init(row:)
        ).compactMap(\.self)
    }

    /// One document of a project; nil when it has none with this id, or it is removed.
    static func find(_ publicID: String, of project: Project.ID, in db: Reader) throws -> ProjectDocument? {
        try all(of: project, in: db).first { $0.publicID == publicID }
    }

    /// The bytes of its file.
    static func contents(_ publicID: String, in db: Reader) throws -> [UInt8] {
        try db.first("SELECT contents FROM project_document WHERE public_id = ?1", publicID) { $0.bytes(0) } ?? []
    }
}

/// The formats of documents. They are recognised by their bytes, not by what the browser declares.
package enum DocumentFormat: String, Sendable {
    case pdf, jpeg, png

    var suffix: String { self == .jpeg ? "jpg" : rawValue }
    var mediaType: String { self == .pdf ? "application/pdf" : "image/" + rawValue }

    /// The format of a file; nil for any other kind, and for a file that is cut off.
    init?(_ bytes: [UInt8]) {
        // ISO 32000-2 §7.5: a header at the start, `%%EOF` at the end.
        if bytes.starts(with: "%PDF-".utf8) {
            let end = Array("%%EOF".utf8)
            let tail = bytes.suffix(1_024)
            guard tail.indices.contains(where: { tail[$0...].starts(with: end) }) else { return nil }
            self = .pdf
            return
        }
        switch try? PictureFile(bytes).format {
        case .jpeg: self = .jpeg
        case .png: self = .png
        case .webp, nil: return nil
        }
    }
}

/// Why a document is not stored.
enum DocumentRefusal: Error, Sendable {
    /// The project has `SiteLimits.projectDocuments`.
    case enough
    /// All documents together would take more than `SiteLimits.documentBudget`.
    case full
}

/// A document to store.
package struct NewDocument: Sendable {
    let title: String
    let format: DocumentFormat
    let contents: [UInt8]

    package init(title: String, format: DocumentFormat, contents: [UInt8]) {
        (self.title, self.format, self.contents) = (title, format, contents)
    }

    /// A file that was sent; of a picture the pixels alone, not where and when it was taken. Nil for any other kind,
    /// and for a file that is cut off. A large picture takes a while: call it off the event loops.
    init?(title: String, sent bytes: [UInt8]) {
        guard let format = DocumentFormat(bytes) else { return nil }
        let contents = format == .pdf ? bytes : try? PictureFile.withoutMetadata(bytes)
        guard let contents else { return nil }
        self.init(title: title, format: format, contents: contents)
    }

    /// Stores it, for members only. The same file again in the same project is a duplicate.
    /// - Throws: `DocumentRefusal`.
    package func insert(
        publicID: String, in project: Project.ID, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        let others = try ProjectDocument.all(of: project, in: db)
        for other in others where other.title == title && other.size == contents.count {
            if try ProjectDocument.contents(other.publicID, in: db) == contents { return }
        }
        guard others.count < SiteLimits.projectDocuments else { throw DocumentRefusal.enough }
        let used = try db.first("SELECT ifnull(sum(length(contents)), 0) FROM project_document") { $0.int(0) } ?? 0
        guard used + contents.count <= SiteLimits.documentBudget else { throw DocumentRefusal.full }
        try db.run(
            """
            INSERT INTO project_document (public_id, project_id, title, format, added_by, added_at, contents)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """, publicID, project, title, format.rawValue, member, now, contents)
    }
}

extension ProjectDocument {
    /// Shows it to everyone who sees the project, or to members only.
    static func setPublic(
        _ isPublic: Bool, _ publicID: String, of project: Project.ID, at now: Instant, in db: Writer
    ) throws {
        let changed = try db.run(
            """
            UPDATE project_document SET public_at = CASE WHEN ?3 THEN ifnull(public_at, ?4) END
             WHERE public_id = ?1 AND project_id = ?2 AND removed_at IS NULL
            """, publicID, project, isPublic, now)
        guard changed == 1 else { throw Failure.notFound }
    }

    /// Removes it; it can be put back for thirty days.
    static func remove(
        _ publicID: String, of project: Project.ID, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        let changed = try db.run(
            """
            UPDATE project_document SET removed_at = ifnull(removed_at, ?4), removed_by = ifnull(removed_by, ?3)
             WHERE public_id = ?1 AND project_id = ?2
            """, publicID, project, member, now)
        guard changed == 1 else { throw Failure.notFound }
    }

    /// Puts back what this member removed or, with `mayRestoreAny`, any.
    static func restore(
        _ publicID: String, of project: Project.ID, by member: Member.ID, mayRestoreAny: Bool, in db: Writer
    ) throws {
        let changed = try db.run(
            """
            UPDATE project_document SET removed_at = NULL, removed_by = NULL
             WHERE public_id = ?1 AND project_id = ?2 AND (removed_by = ?3 OR ?4)
            """, publicID, project, member, mayRestoreAny)
        guard changed == 1 else { throw Failure.notFound }
    }
}
