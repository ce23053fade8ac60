import Base
import Cryptography
import SQLite

/// A picture made for the site, not stored yet.
package struct NewPicture: Sendable {
    /// One rendition.
    struct Part: Sendable {
        let use: Picture.Use
        let format: PictureFile.Format
        let bytes: [UInt8]
        let width: Int
        let height: Int

        /// `3f2a….webp`. The owner is part of the hash: a picture that two shops send is stored for each of them.
        func name(_ owner: PictureOwner) -> String {
            let hash = Cryptography.sha256(Array("\(owner) \(use.rawValue)\n".utf8) + bytes).prefix(16)
            return hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "." + format.suffix
        }
    }

    let kind: Picture.Kind
    let parts: [Part]
    /// Its alternative text; may be empty.
    package var words = ""

    /// Stores it for an owner at a position, unless the owner has the same picture already.
    /// - Parameters:
    ///   - publicID: sixteen random characters.
    ///   - member: nil for a drawing, which the budget always admits.
    /// - Returns: its row, and whether it is new.
    /// - Throws: `PictureRefusal.full` beyond `SiteLimits.pictureBudget`.
    func insert(
        for owner: PictureOwner, at position: Int, publicID: String, by member: Member.ID?, at now: Instant,
        in db: Writer
    ) throws -> (id: Picture.ID, isNew: Bool) {
        let names = parts.map { $0.name(owner) }
        for name in names {
            let known = try db.first("SELECT picture_id FROM rendition WHERE name = ?1", name) { $0.int(0) }
            if let known { return (Picture.ID(rawValue: known), false) }
        }
        let size = parts.reduce(0) { $0 + $1.bytes.count }
        guard try member == nil || PictureBudget.used(in: db) + size <= SiteLimits.pictureBudget else {
            throw PictureRefusal.full
        }
        try db.run(
            """
            INSERT INTO picture
                (public_id, kind, shop_id, project_id, news_post_id, position, words, added_at, added_by)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """, publicID, kind, owner.shop, owner.project, owner.newsPost, position, words, now, member)
        let id = Picture.ID(rawValue: Int(db.lastInsertedID))
        for (part, name) in zip(parts, names) {
            try db.run(
                """
                INSERT INTO rendition (name, picture_id, use, width, height, bytes, contents)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """, name, id, part.use, part.width, part.height, part.bytes.count, part.bytes)
        }
        return (id, true)
    }
}

extension PictureFile.Format {
    /// The end of a file’s name.
    var suffix: String { self == .jpeg ? "jpg" : rawValue }
}
