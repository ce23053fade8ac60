import Base
import ChildProgram
import SQLite

/// A picture of the association’s file: made by `PictureConversion` or drawn by the program, never the bytes that were
/// uploaded. A backup has it.
package struct Picture: Sendable, Equatable {
    /// The row of a picture.
    package struct ID: Sendable, Hashable, RawRepresentable, Bindable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// People on photos; a row is deleted when the picture is removed.
    static let personalData = PersonalData(
        "pictures", tables: ["picture", "rendition"], basis: .consent, persons: [.visitors, .members],
        recipients: [.everyone], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "pictures", [.moment("when"), .text("text")],
                sql: "SELECT added_at, words FROM picture WHERE added_by = ?1 ORDER BY id")
        ])

    /// What it is of.
    package enum Kind: String, Sendable, Bindable {
        case logo, photo
        /// Made by the program: to be shared, an icon.
        case drawing
    }

    /// What a rendition is for.
    package enum Use: String, Sendable, Bindable {
        /// Pages: a photo of 1,280 pixels, a logo, a drawing.
        case large
        /// The street, and phones: a photo of 480 pixels.
        case small
        /// Lines of a list: a photo of 160 pixels.
        case thumb
        /// Letters, posters and drawings, which cannot show WebP: a logo as PNG, a photo as JPEG.
        case print
    }

    package let id: ID
    /// Names it in forms.
    package let publicID: String
    /// Its alternative text, as typed; may be empty.
    package let words: String
    /// The version for pages.
    package let large: Rendition
    /// Nil for a logo and for a drawing.
    package let small: Rendition?

    /// The most characters of its alternative text.
    package static let wordsLimit = 200
}

/// What a picture belongs to, by its row.
package enum PictureOwner: Sendable, Hashable {
    case association
    case shop(Int), project(Int), newsPost(Int)

    var shop: Int? { if case .shop(let id) = self { id } else { nil } }
    var project: Int? { if case .project(let id) = self { id } else { nil } }
    var newsPost: Int? { if case .newsPost(let id) = self { id } else { nil } }
}

/// A picture at one size.
package struct Rendition: Sendable, Equatable {
    /// Made of a hash: `3f2a….webp`. Another picture has another name, so it may be cached for a year.
    package let name: String
    /// In pixels.
    package let width: Int
    package let height: Int

    package init(name: String, width: Int, height: Int) { (self.name, self.width, self.height) = (name, width, height) }

    /// The address of its bytes.
    package var link: Link { .picture(name) }

    /// The bytes of a rendition, in the format that the end of its name says; nil for an unknown name.
    package static func bytes(_ name: String, in db: Reader) throws -> [UInt8]? {
        try db.first("SELECT contents FROM rendition WHERE name = ?1", name) { $0.bytes(0) }
    }

    /// Renditions as files of a child that draws; one that was removed meanwhile is left out.
    static func files(_ shown: [String: Rendition], in db: Reader) throws -> [ChildProgram.File] {
        try shown.compactMap { name, rendition in
            try bytes(rendition.name, in: db).map { ChildProgram.File(name, $0) }
        }
    }

    /// The media type that the end of a name says.
    package static func mediaType(_ name: String) -> String {
        name.hasSuffix(".webp") ? "image/webp" : name.hasSuffix(".jpg") ? "image/jpeg" : "image/png"
    }
}

/// The space that pictures take in the association’s file.
package enum PictureBudget {
    /// Bytes of all stored pictures.
    package static func used(in db: Reader) throws -> Int {
        try db.first("SELECT total(bytes) FROM rendition") { Int(clamping: $0.int(0)) } ?? 0
    }
}
