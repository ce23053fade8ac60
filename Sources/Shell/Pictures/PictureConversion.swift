import Base
import ChildProgram

/// Makes a picture for the site out of an uploaded file: PNG, at most 512 × 512 pixels, upright, sRGB, without metadata
/// (EXIF, place, comments). A child with limits decodes it.
package enum PictureConversion {
    /// Why there is no picture.
    package enum Refusal: Error, Sendable, Equatable {
        case file(PictureFile.Refusal)
        /// More than `SiteLimits.pictureBytes`.
        case tooHeavy
        /// More than `SiteLimits.picturePixels`.
        case tooManyPixels
        /// `vipsthumbnail` is not installed; `package` is the Debian package to install.
        case missing(package: String)
    }

    private static let program = ChildProgram("vipsthumbnail", package: "libvips-tools")
    private static let side = 512

    /// Blocks the thread for up to twice `SiteLimits.pictureSeconds`: call it off the event loops.
    package static func run(_ bytes: [UInt8]) throws -> ConvertedPicture {
        guard bytes.count <= SiteLimits.pictureBytes else { throw Refusal.tooHeavy }
        do {
            // vips does not refuse a file of 300 KB with 50,000 × 50,000 pixels.
            let file = try PictureFile(bytes)
            guard file.width <= SiteLimits.picturePixels / file.height else { throw Refusal.tooManyPixels }
            let made = try converted(bytes)
            let result = try PictureFile(made)
            guard result.format == .png, max(result.width, result.height) <= side else {
                throw Refusal.file(.damaged)
            }
            return ConvertedPicture(bytes: made, width: result.width, height: result.height)
        } catch let refusal as PictureFile.Refusal {
            throw Refusal.file(refusal)
        }
    }

    private static func converted(_ bytes: [UInt8]) throws -> [UInt8] {
        do {
            let output = try program.run(
                [
                    "./in", "--size", "\(side)x\(side)>", "--export-profile", "srgb",
                    "--output", "out.png[strip,compression=9,palette,Q=90]",
                ], files: [.init("in", bytes)], wanted: ["out.png"],
                // Loaders that are not tested with untrusted files are off; one thread.
                environment: ["VIPS_BLOCK_UNTRUSTED": "1", "VIPS_CONCURRENCY": "1"],
                limits: .init(
                    memory: 1 << 30, cpuSeconds: SiteLimits.pictureSeconds, fileSize: SiteLimits.pictureBytes,
                    deadline: .seconds(2 * SiteLimits.pictureSeconds)))
            guard let made = output.files["out.png"] else { throw Refusal.file(.damaged) }
            return made
        } catch ChildProgramError.missing(_, let package) {
            throw Refusal.missing(package: package)
        } catch let error as ChildProgramError {
            if case .notStarted = error { throw error }
            throw Refusal.file(.damaged)
        }
    }
}
