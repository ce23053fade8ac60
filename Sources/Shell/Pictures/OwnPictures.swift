import Base
import SQLite

/// The pictures of a shop, of a project, of a news post or of the association: its logo, and its photos in the order
/// its people chose.
package struct OwnPictures: Sendable, Equatable {
    /// Nil without one.
    package private(set) var logo: Picture?
    /// The first one stands for its owner: in lists, and when its page is shared.
    package private(set) var photos: [Picture] = []

    /// One of them; nil when none has this id.
    package func picture(_ publicID: String) -> Picture? {
        ([logo].compactMap(\.self) + photos).first { $0.publicID == publicID }
    }

    /// The pictures of an owner.
    package static func of(_ owner: PictureOwner, in db: Reader) throws -> OwnPictures {
        let condition: (sql: String, value: Int) =
            switch owner {
            case .association: ("shop_id IS NULL AND project_id IS NULL AND news_post_id IS NULL AND ?1 = 0", 0)
            case .shop(let id): ("shop_id = ?1", id)
            case .project(let id): ("project_id = ?1", id)
            case .newsPost(let id): ("news_post_id = ?1", id)
            }
        var found = OwnPictures()
        try db.forEach(
            """
            SELECT kind, picture.id, public_id, words, large.name, large.width, large.height, small.name, small.width,
                   small.height
              FROM picture JOIN rendition AS large ON large.picture_id = picture.id AND large.use = 'large'
              LEFT JOIN rendition AS small ON small.picture_id = picture.id AND small.use = 'small'
             WHERE \(condition.sql) AND kind IN ('logo', 'photo') ORDER BY kind, position, picture.id
            """, condition.value
        ) { row in
            if Picture.Kind(rawValue: row.text(0)) == .logo {
                found.logo = Picture(row: row)
            } else {
                found.photos.append(Picture(row: row))
            }
        }
        return found
    }

    /// The first photo of each shop at all its sizes, by the row of the shop.
    package static func firstOfShops(in db: Reader) throws -> [Int: [Picture.Use: Rendition]] {
        try first("shop_id", in: db)
    }

    /// The first photo of each project, by the row of the project.
    package static func firstOfProjects(in db: Reader) throws -> [Int: [Picture.Use: Rendition]] {
        try first("project_id", in: db)
    }

    private static func first(_ owner: String, in db: Reader) throws -> [Int: [Picture.Use: Rendition]] {
        var found: [Int: [Picture.Use: Rendition]] = [:]
        try db.forEach(
            """
            SELECT \(owner), use, name, width, height
              FROM picture JOIN rendition ON rendition.picture_id = picture.id
             WHERE \(owner) IS NOT NULL AND kind = 'photo' AND position = 1
            """
        ) { row in
            guard let use = Picture.Use(rawValue: row.text(1)) else { return }
            found[row.int(0), default: [:]][use] = Rendition(
                name: row.text(2), width: row.int(3), height: row.int(4))
        }
        return found
    }
}

extension OwnPictures {
    /// Adds a photo behind the others. A photo that its owner has already is not added again.
    /// - Throws: `PictureRefusal.full`; `PictureRefusal.enough` when there are `limit` photos already.
    package static func add(
        _ photo: NewPicture, publicID: String, to owner: PictureOwner, limit: Int, by member: Member.ID,
        at now: Instant, in db: Writer
    ) throws {
        let count = try of(owner, in: db).photos.count
        let position = min(count + 1, SiteLimits.shopPhotos)
        let (_, isNew) = try photo.insert(
            for: owner, at: position, publicID: publicID, by: member, at: now, in: db)
        guard !isNew || count < limit else { throw PictureRefusal.enough }
        try Drawing.schedule(in: db)
    }

    /// Makes a picture the only one of its kind; the earlier ones are deleted.
    /// - Throws: `PictureRefusal.full`.
    package static func replace(
        with picture: NewPicture, publicID: String, of owner: PictureOwner, by member: Member.ID, at now: Instant,
        in db: Writer
    ) throws {
        let pictures = try of(owner, in: db)
        let earlier = picture.kind == .logo ? [pictures.logo].compactMap(\.self) : pictures.photos
        let (id, _) = try picture.insert(for: owner, at: 1, publicID: publicID, by: member, at: now, in: db)
        for old in earlier where old.id != id { try delete(old, at: now, in: db) }
        try Drawing.schedule(in: db)
    }

    /// Deletes a picture for good, and records that: a restored backup does not bring it back.
    package static func remove(_ picture: Picture, of owner: PictureOwner, at now: Instant, in db: Writer) throws {
        try delete(picture, at: now, in: db)
        try arrange(of(owner, in: db).photos, in: db)
    }

    /// Puts a photo before the others.
    package static func moveToFront(_ photo: Picture, of owner: PictureOwner, in db: Writer) throws {
        let photos = try of(owner, in: db).photos
        try arrange(photos.filter { $0.id == photo.id } + photos.filter { $0.id != photo.id }, in: db)
    }

    /// Changes the alternative text of a picture.
    package static func describe(_ picture: Picture, _ words: String, in db: Writer) throws {
        try db.run("UPDATE picture SET words = ?2 WHERE id = ?1", picture.id, words)
    }

    private static func arrange(_ photos: [Picture], in db: Writer) throws {
        for (index, photo) in photos.prefix(SiteLimits.shopPhotos).enumerated() {
            try db.run("UPDATE picture SET position = ?2 WHERE id = ?1", photo.id, index + 1)
        }
        try Drawing.schedule(in: db)
    }

    private static func delete(_ picture: Picture, at now: Instant, in db: Writer) throws {
        try Erasure.note(Erasure.Kind.picture.rawValue, picture.publicID, at: now, in: db)
        try db.run("DELETE FROM picture WHERE id = ?1", picture.id)
        try Drawing.schedule(in: db)
    }
}

extension Picture {
    fileprivate init(row: Row) {
        self.init(
            id: ID(rawValue: row.int(1)), publicID: row.text(2), words: row.text(3),
            large: Rendition(name: row.text(4), width: row.int(5), height: row.int(6)),
            small: row.optionalText(7).map { Rendition(name: $0, width: row.int(8), height: row.int(9)) })
    }
}
