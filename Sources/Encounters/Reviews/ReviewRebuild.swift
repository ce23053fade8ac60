import SQLite

extension Review {
    /// Which reviews have a reply, made anew after a restore; the triggers that follow each reply do it.
    static func rebuildReplies(in db: Writer) throws {
        try db.run("UPDATE review SET replied_at = NULL WHERE replied_at IS NOT NULL")
        try db.run("UPDATE shop_reply SET replied_at = replied_at")
    }
}
