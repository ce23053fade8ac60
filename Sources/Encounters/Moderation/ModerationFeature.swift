import Shell

extension Feature {
    /// Decisions on reviews and on held encounters.
    package static let moderation = Feature(
        pages: [ModerationPage.self], fields: RefusalForm.fields, waiting: { try Moderation.waiting(in: $0) })
}
