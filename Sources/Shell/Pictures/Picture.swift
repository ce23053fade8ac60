import Base
import Cryptography
import SQLite

/// A stored picture: made by `PictureConversion`, never the bytes that were uploaded. It is a row of the association's
/// file, so that a backup has it.
package struct Picture: Sendable, Equatable {
    /// Made of a hash of its bytes: `3f2a….png`. Another picture has another name, so it may be cached for a year.
    package let name: String
    package let width: Int
    package let height: Int

    package var link: Link { .picture(name) }

    /// The bytes of a picture, PNG; nil for an unknown name. The logo’s: `Picture.bytes(context.association.logo.name, …)`.
    package static func bytes(_ name: String, in db: Reader) throws -> [UInt8]? {
        try db.first("SELECT contents FROM picture WHERE name = ?1", name) { $0.bytes(0) }
    }

    /// Makes `converted` the logo, or removes it. The earlier logo is deleted.
    package static func replaceLogo(
        _ converted: ConvertedPicture?, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        let earlier = try Association.logo(in: db)
        let id = try converted.map { try $0.insert(by: member, at: now, in: db) }
        if id == earlier { return }
        try Association.setLogo(id, in: db)
        if let earlier { try db.run("DELETE FROM picture WHERE id = ?1", earlier) }
    }
}

/// A picture made for the site, not stored yet.
package struct ConvertedPicture: Sendable {
    let bytes: [UInt8]
    let width: Int
    let height: Int

    /// Stores it, unless it is stored already; its row.
    func insert(by member: Member.ID, at now: Instant, in db: Writer) throws -> Int {
        let hash = Cryptography.sha256(bytes).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try db.run(
            """
            INSERT INTO picture (name, width, height, contents, added_at, added_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT (name) DO NOTHING
            """, hash + ".png", width, height, bytes, now, member)
        return try db.first("SELECT id FROM picture WHERE name = ?1", hash + ".png") { $0.int(0) } ?? 0
    }
}
