extension AuditAction {
    /// What an act is done to.
    package enum Kind: String, Sendable, CaseIterable {
        case settings, member, joining, shop, invitation, `import`, code, deal, news, project, need, review, burst,
            words, request
    }

    /// The kind of its object: the raw value up to the dot.
    package var kind: Kind {
        guard let kind = Kind(rawValue: String(rawValue.prefix { $0 != "." })) else {
            preconditionFailure("\(rawValue) names no kind of object")
        }
        return kind
    }
}
