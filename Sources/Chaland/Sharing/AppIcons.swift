import Base
import HTMLTemplate
import Shell

/// The icon of the site on the screen of a phone, in the colours of the association, or with its logo.
struct IconSheet: Page {
    static let template = "drawings/icon.svg"
    let hasLogo: Bool

    static let fields: [Field<IconSheet>] = [.flag("hasLogo") { $0.hasLogo }]
}

/// Icons as PNG. With the standard colours and without a logo they are files of the program.
enum AppIcons {
    /// Apple’s, and those of a web manifest.
    static let sides = [180, 192, 512]

    /// The icons to draw; none while those of the program are right.
    static func all(_ association: Association, _ render: SheetRenderer) throws -> [Drawing] {
        let logo = association.logo
        guard association.theme != nil || logo != nil else { return [] }
        let svg = try render(IconSheet(hasLogo: logo != nil))
        return sides.map { side in
            Drawing(
                subject(side), of: .association, width: side, height: side, svg: svg,
                showing: logo.map { ["logo.png": $0] } ?? [:])
        }
    }

    static func subject(_ side: Int) -> String { "icon-\(side)" }
}
