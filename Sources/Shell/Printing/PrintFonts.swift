import Base
import ChildProgram
import FoundationEssentials

/// The fonts of all sheets: Liberation, of the Debian package `fonts-liberation`. Sheets name the same families.
package struct PrintFonts: Sendable {
    /// «Liberation Serif», bold: names and headings.
    package let title: FontMetrics
    /// «Liberation Sans».
    package let text: FontMetrics
    /// «Liberation Sans», bold.
    package let bold: FontMetrics

    /// The first is on Debian 12, 13 and Ubuntu 24.04; the second has a newer version of the fonts, on Debian 12.
    private static let folders = ["liberation", "liberation2"].map { "/usr/share/fonts/truetype/" + $0 }

    /// Reads them from the files of the package.
    /// - Throws: `ChildProgramError.missing`, with the package, when one is not installed.
    package init() throws {
        func read(_ name: String) throws -> FontMetrics {
            for folder in PrintFonts.folders {
                let file = FileManager.default.contents(atPath: folder + "/" + name + ".ttf")
                if let font = file.flatMap({ FontMetrics(Array($0)) }) { return font }
            }
            throw ChildProgramError.missing(program: "Liberation", package: "fonts-liberation")
        }
        title = try read("LiberationSerif-Bold")
        text = try read("LiberationSans-Regular")
        bold = try read("LiberationSans-Bold")
    }
}
