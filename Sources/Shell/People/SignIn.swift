import Base
import HTTP
import SQLite
import Web

/// A member who has just been signed in: a new session, and the cookies that go with it.
struct SignIn: Sendable {
    private let member: Member.ID
    private let session: Secret
    private let deviceKey: [UInt8]

    /// Signs in the member returned by `member`, in one write. The request’s old session is closed, against session
    /// fixation.
    static func open(
        _ session: Secret, isOwn: Bool = false, isByLink: Bool = false, _ context: Context,
        _ member: @escaping @Sendable (Writer) throws -> Member.ID
    ) async throws -> SignIn {
        let (now, old, key) = (context.now, context.session, context.site.randomness.bytes(32))
        let opening = Session.Opening(device: DeviceName(context.request), isOwn: isOwn, isByLink: isByLink)
        return try await context.write { db in
            let id = try member(db)
            try Session.open(session, for: id, opening, closing: old, at: now, in: db)
            return SignIn(member: id, session: session, deviceKey: try DeviceKey.stored(orNew: key, in: db))
        }
    }

    /// Sets the session cookie, and makes the browser a known device.
    func setCookies(on response: inout Response, _ context: Context) {
        SessionCookie.set(session, on: &response, request: context.request)
        let device = KnownDevice(id: context.site.randomness.letters(16), signedInAt: context.now)
        DeviceCookie.set(device, of: member, key: deviceKey, on: &response, request: context.request)
    }
}

/// The key that signs the cookies of known devices. Created at the first sign-in; restoring a backup restores its key.
enum DeviceKey {
    static func stored(orNew key: [UInt8], in db: Writer) throws -> [UInt8] {
        try db.run("INSERT INTO device_key (id, key) VALUES (1, ?1) ON CONFLICT DO NOTHING", key)
        return try db.first("SELECT key FROM device_key WHERE id = 1") { $0.bytes(0) } ?? key
    }
}
