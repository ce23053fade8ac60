import Base
import ChildProgram
import Cryptography
import Logging
import SQLite

/// A picture that the program draws: to be shared, or an icon. Made by a job after a change, never on request.
package struct Drawing: Sendable {
    /// Names it: `front`, `icon-512`, `shop 7`. At most forty characters.
    package let subject: String
    /// What it shows.
    let owner: PictureOwner
    let width: Int
    let height: Int
    let svg: [UInt8]
    /// Stored renditions that the SVG shows, by the name of their file in it.
    let shown: [String: Rendition]

    package init(
        _ subject: String, of owner: PictureOwner, width: Int, height: Int, svg: [UInt8],
        showing shown: [String: Rendition] = [:]
    ) {
        (self.subject, self.owner, self.width, self.height) = (subject, owner, width, height)
        (self.svg, self.shown) = (svg, shown)
    }

    /// Equal for equal drawings, and for nothing else.
    fileprivate var fingerprint: [UInt8] {
        let names = shown.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.name)" }.joined(separator: "\n")
        return Cryptography.sha256(svg + Array("\n\(width) \(height)\n\(names)".utf8))
    }

    private static let limits = ChildProgram.Limits(
        memory: 1 << 30, cpuSeconds: SiteLimits.pictureSeconds, fileSize: SiteLimits.pictureBytes,
        deadline: .seconds(2 * SiteLimits.pictureSeconds))

    /// Draws it: PNG, or JPEG when it shows a photo, which as PNG would take a megabyte. Blocks.
    /// - Throws: `ChildProgramError`; `missing` when a program is not installed.
    fileprivate func draw(_ db: Reader) throws -> NewPicture {
        let files = try Rendition.files(shown, in: db)
        let arguments = ["--width", "\(width)", "--height", "\(height)", "--format", "png", "--output", "out.png"]
        let drawn = try PrintJob.program.run(
            arguments + ["drawing.svg"], files: files + [.init("drawing.svg", svg)], wanted: ["out.png"],
            limits: Self.limits)
        let hasPhoto = shown.values.contains { $0.name.hasSuffix(".jpg") }
        let output = hasPhoto ? "small.jpg[strip,optimize_coding,Q=80]" : "small.png[strip,compression=9,palette,Q=95]"
        let name = hasPhoto ? "small.jpg" : "small.png"
        let made = try PictureConversion.program.run(
            ["./in.png", "--size", "\(width)x\(height)", "--output", output],
            files: [.init("in.png", drawn.files["out.png"] ?? [])], wanted: [name],
            environment: PictureConversion.environment, limits: Self.limits)
        guard let bytes = made.files[name] else { throw ChildProgramError.failed(status: 0, message: "no picture") }
        let part = NewPicture.Part(
            use: .large, format: hasPhoto ? .jpeg : .png, bytes: bytes, width: width, height: height)
        return NewPicture(kind: .drawing, parts: [part])
    }
}

extension Drawing {
    /// The kind of the job that makes the drawings.
    package static let job = "drawings"

    /// Has the drawings compared with what they show, as soon as possible. Called by every write that changes a name, a
    /// trade, a colour or a picture; a drawing that is as it should be is not made again.
    package static func schedule(in db: Writer) throws {
        try DueWork.schedule(job, at: Instant(seconds: 0), key: job, in: db)
    }

    /// The subject of the picture to be shared of a shop, a project, a news post, or the front page.
    package static func shared(_ owner: PictureOwner) -> String {
        switch owner {
        case .association: "front"
        case .shop(let id): "shop \(id)"
        case .project(let id): "project \(id)"
        case .newsPost(let id): "news \(id)"
        }
    }

    /// The stored picture of a subject; nil while it is not drawn.
    package static func rendition(_ subject: String, in db: Reader) throws -> Rendition? {
        try db.first(
            """
            SELECT name, width, height FROM drawing JOIN rendition USING (picture_id)
             WHERE subject = ?1 AND use = 'large'
            """, subject
        ) { Rendition(name: $0.text(0), width: $0.int(1), height: $0.int(2)) }
    }

    /// Draws what is new or has changed, one after the other, and deletes the drawings of all other subjects. Without
    /// the programs that draw, pages have no such pictures.
    /// - Throws: `CancellationError` when the program stops.
    package static func update(_ wanted: [Drawing], _ run: DueRun) throws {
        let (database, reader) = (run.site.database, try run.site.database.makeReader())
        var stored: [String: [UInt8]] = [:]
        try reader.forEach("SELECT subject, fingerprint FROM drawing") { stored[$0.text(0)] = $0.bytes(1) }
        for drawing in wanted {
            let fingerprint = drawing.fingerprint
            if stored.removeValue(forKey: drawing.subject) == fingerprint { continue }
            if run.site.isStopping { throw CancellationError() }
            do {
                let picture = try drawing.draw(reader)
                let id = run.site.randomness.publicID()
                try database.writeNow { try drawing.store(picture, fingerprint, publicID: id, at: run.now, in: $0) }
            } catch ChildProgramError.missing(let program, let package) {
                run.site.logger.warning("no pictures to share: \(program) is missing (Debian package \(package))")
                return
            } catch let error as ChildProgramError where error.mayBeCausedByInput {
                // One damaged photo must not keep the others from being drawn.
                run.site.logger.error("no picture of \(drawing.subject): \(error)")
            }
        }
        let rest = Array(stored.keys)
        if rest.isEmpty { return }
        try database.writeNow { db in for subject in rest { try delete(subject, in: db) } }
    }

    private func store(
        _ picture: NewPicture, _ fingerprint: [UInt8], publicID: String, at now: Instant, in db: Writer
    ) throws {
        try Drawing.delete(subject, in: db)
        let id = try picture.insert(for: owner, at: 1, publicID: publicID, by: nil, at: now, in: db).id
        try db.run(
            "INSERT INTO drawing (subject, picture_id, fingerprint) VALUES (?1, ?2, ?3)", subject, id, fingerprint)
    }

    private static func delete(_ subject: String, in db: Writer) throws {
        try db.run("DELETE FROM picture WHERE id = (SELECT picture_id FROM drawing WHERE subject = ?1)", subject)
    }
}
