import Base
import ChildProgram

/// A rendition to make: the widest and highest it may be, and what is tried in this order until it has at most `bytes`.
private struct WantedRendition {
    let use: Picture.Use
    let format: PictureFile.Format
    let width: Int
    let height: Int
    let tries: [Try]
    let bytes: Int

    /// One attempt to make a rendition that is small enough.
    struct Try {
        let quality: Int
        /// How wide and high it may be, in percent.
        let size: Int
    }

    private static let photoTries = [(80, 100), (60, 100), (40, 100), (20, 100), (40, 50), (20, 25)].map {
        Try(quality: $0, size: $1)
    }

    /// The renditions of a kind of picture. A photo may be twice as high as wide: a phone held upright.
    static func all(of kind: Picture.Kind) -> [WantedRendition] {
        switch kind {
        case .logo, .drawing:
            [(.large, 512, 512), (.print, 200, 110)].map { use, width, height in
                WantedRendition(
                    use: use, format: .png, width: width, height: height, tries: [Try(quality: 90, size: 100)],
                    bytes: 1 << 20)
            }
        case .photo:
            [(.large, 1_280), (.small, 480), (.thumb, 160)].map { use, width in
                WantedRendition(
                    use: use, format: .webp, width: width, height: 2 * width, tries: photoTries,
                    bytes: SiteLimits.photoBytes)
            } + [
                WantedRendition(
                    use: .print, format: .jpeg, width: 640, height: 640, tries: photoTries,
                    bytes: SiteLimits.photoBytes / 2)
            ]
        }
    }

    /// The name of the file with the options of its format. JPEG has no transparency: white shows through.
    func output(_ quality: Int) -> String {
        let options =
            switch format {
            case .png: "strip,compression=9,palette,Q=\(quality)"
            case .jpeg: "strip,optimize_coding,background=255,Q=\(quality)"
            case .webp: "strip,Q=\(quality)"
            }
        return "\(name)[\(options)]"
    }

    var name: String { "out." + format.suffix }
}

/// Makes pictures for the site out of an uploaded file: upright, sRGB, without metadata (EXIF, place, comments). A
/// child with limits decodes it.
package enum PictureConversion {
    static let program = ChildProgram("vipsthumbnail", package: "libvips-tools")
    /// Loaders that are not tested with untrusted files are off; one thread.
    static let environment = ["VIPS_BLOCK_UNTRUSTED": "1", "VIPS_CONCURRENCY": "1"]

    /// Blocks the thread for up to twice `SiteLimits.pictureSeconds`: call it off the event loops.
    /// - Throws: `PictureRefusal`.
    package static func run(_ bytes: [UInt8], as kind: Picture.Kind) throws -> NewPicture {
        guard !bytes.isEmpty else { throw PictureRefusal.empty }
        guard bytes.count <= SiteLimits.pictureBytes else { throw PictureRefusal.tooHeavy }
        do {
            // vips does not refuse a file of 300 KB with 50,000 × 50,000 pixels.
            let file = try PictureFile(bytes)
            guard file.width <= SiteLimits.picturePixels / file.height else { throw PictureRefusal.tooManyPixels }
            let picture = Array(bytes[..<file.end])
            let end = ContinuousClock.now + .seconds(2 * SiteLimits.pictureSeconds)
            return NewPicture(
                kind: kind, parts: try WantedRendition.all(of: kind).map { try part($0, of: picture, until: end) })
        } catch let refusal as PictureFile.Refusal {
            throw PictureRefusal.file(refusal)
        }
    }

    /// One rendition, at the best quality that fits.
    private static func part(
        _ wanted: WantedRendition, of picture: [UInt8], until end: ContinuousClock.Instant
    ) throws -> NewPicture.Part {
        for attempt in wanted.tries {
            var made = try convert(picture, wanted, attempt, until: end)
            if wanted.format == .webp { made = try PictureFile.withoutMetadata(made) }
            if made.count > wanted.bytes { continue }
            let file = try PictureFile(made)
            guard file.format == wanted.format, file.width <= wanted.width, file.height <= wanted.height else { break }
            return NewPicture.Part(
                use: wanted.use, format: file.format, bytes: made, width: file.width, height: file.height)
        }
        throw PictureRefusal.file(.damaged)
    }

    private static func convert(
        _ picture: [UInt8], _ wanted: WantedRendition, _ attempt: WantedRendition.Try,
        until end: ContinuousClock.Instant
    ) throws -> [UInt8] {
        do {
            let output = try program.run(
                [
                    "./in", "--size", "\(wanted.width * attempt.size / 100)x\(wanted.height * attempt.size / 100)>",
                    "--export-profile", "srgb",
                    "--output", wanted.output(attempt.quality),
                ], files: [.init("in", picture)], wanted: [wanted.name],
                environment: environment,
                limits: .init(
                    memory: 1 << 30, cpuSeconds: SiteLimits.pictureSeconds, fileSize: SiteLimits.pictureBytes,
                    deadline: max(.zero, end - .now)))
            guard let made = output.files[wanted.name] else { throw PictureRefusal.file(.damaged) }
            return made
        } catch ChildProgramError.missing(_, let package) {
            throw PictureRefusal.missing(package: package)
        } catch let error as ChildProgramError {
            if case .notStarted = error { throw error }
            throw PictureRefusal.file(.damaged)
        }
    }
}
