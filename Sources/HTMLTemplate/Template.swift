/// A template bound to its models and compiled for one locale. Safe to share between threads: rendering changes only
/// a capacity hint.
///
/// Binding requires `PageModel`s. The type does not repeat the constraint, because Swift would then look up the
/// conformance of every page at start by scanning all conformances of the program: half a million instructions each.
public struct Template<Page, Layout>: Sendable {
    /// The path of the template.
    public let name: String
    let program: Program

    /// Renders the page in UTF-8.
    public func render(_ page: Page, _ layout: Layout) -> [UInt8] {
        withUnsafePointer(to: page) { page in
            withUnsafePointer(to: layout) { layout in
                Renderer.render(program, layout: UnsafeRawPointer(layout), page: UnsafeRawPointer(page))
            }
        }
    }
}

extension Template where Layout == NoLayout {
    /// Renders a template without a layout.
    public func render(_ page: Page) -> [UInt8] { render(page, NoLayout()) }
}
