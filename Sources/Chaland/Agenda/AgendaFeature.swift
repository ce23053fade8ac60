import Shell

extension Feature {
    /// The agenda: dated projects, exceptional openings, public holidays.
    static let agenda = Feature(pages: [AgendaPage.self], publicPages: { _ in [PublicPage(.agenda)] })
}
