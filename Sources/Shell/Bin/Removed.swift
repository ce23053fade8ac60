import Base

/// Something that was removed and can be put back: a line of the bin.
package struct Removed: Sendable {
    /// «Boutique», «Commentaire».
    package let kind: String
    /// What it is called.
    package let title: String
    package let removedAt: Instant
    /// Who removed it; nil when that is not stored.
    package let by: String?
    /// When it is deleted for good.
    package let until: Instant
    /// The action that puts it back; nil for a member who may only read.
    package let restore: Link?

    package init(
        _ kind: String, _ title: String, removedAt: Instant, by: String? = nil, until: Instant, restore: Link?
    ) {
        (self.kind, self.title, self.removedAt) = (kind, title, removedAt)
        (self.by, self.until, self.restore) = (by, until, restore)
    }
}
