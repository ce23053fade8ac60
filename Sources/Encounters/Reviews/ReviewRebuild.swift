import SQLite

extension Review {
    /// Recomputes `replied_at` of all reviews after a restore, through the triggers of `shop_reply`.
    static func rebuildReplies(in db: Writer) throws {
        try db.run("UPDATE review SET replied_at = NULL WHERE replied_at IS NOT NULL")
        try db.run("UPDATE shop_reply SET replied_at = replied_at")
    }
}
