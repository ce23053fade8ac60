/// A template bound to the models it shows, compiled for every locale. Safe to share: rendering changes nothing but a
/// hint about sizes.
///
/// The models are `PageModel`s, as binding asks; the type does not say so again, because Swift would look the conformance of
/// every page up at start, through all those of the program: half a million instructions each.
public struct Template<Page, Layout>: Sendable {
    /// The path it was bound from.
    public let name: String
    let programs: [Program]

    /// The page in UTF-8. `locale` is the place of its messages in the library's list.
    public func render(_ page: Page, _ layout: Layout, locale: Int) -> [UInt8] {
        precondition(programs.indices.contains(locale), "no messages were given for locale \(locale)")
        return withUnsafePointer(to: page) { page in
            withUnsafePointer(to: layout) { layout in
                Renderer.render(programs[locale], layout: UnsafeRawPointer(layout), page: UnsafeRawPointer(page))
            }
        }
    }
}

extension Template where Layout == NoLayout {
    /// A fragment or a mail, which has no layout.
    public func render(_ page: Page, locale: Int) -> [UInt8] { render(page, NoLayout(), locale: locale) }
}
