import Base
import Cryptography
import HTTP
import Web

/// A browser that a member has signed in with before. Its cookie is signed for that member and valid for a year. It
/// does not say who the member is, and grants no access. It gives the browser its own rate limit, and use of the
/// hashing thread reserved for known devices, so that wrong passwords sent from elsewhere cannot lock the member out.
struct KnownDevice: Sendable, Equatable {
    /// 16 random letters.
    let id: String
    let signedInAt: Instant

    init(id: String, signedInAt: Instant) { (self.id, self.signedInAt) = (id, signedInAt) }

    /// The device of one entry of the cookie; nil unless `key` signed it for this member.
    init?(entry: Substring, of member: Member.ID, key: [UInt8]) {
        let parts = entry.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let seconds = Int(parts[1]) else { return nil }
        self.init(id: String(parts[0]), signedInAt: Instant(seconds: seconds))
        guard isEqual(self.entry(of: member, key: key), entry) else { return nil }
    }

    /// `7KQ2…-1772442000-9f3a…`: the device id, the time of sign-in, and an HMAC of both and of the member’s id.
    func entry(of member: Member.ID, key: [UInt8]) -> String {
        let signed = "\(id)-\(signedInAt.seconds)"
        let code = Cryptography.hmacSHA256(Array("device \(member.rawValue) \(signed)".utf8), key: key)
        return signed + "-" + code.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Compares in constant time.
    private func isEqual(_ one: String, _ other: Substring) -> Bool {
        one.utf8.count == other.utf8.count && zip(one.utf8, other.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// The cookie of known devices: one entry for each of the last three members who signed in with this browser.
enum DeviceCookie {
    private static let cookie = HostCookie("chaland-device")
    /// The most members known to one browser: people of a shop who share its tablet.
    private static let entryLimit = 3

    /// The device, if it is known for this member and neither revoked nor expired.
    static func device(of member: MemberCredentials, in request: Request, at now: Instant) -> KnownDevice? {
        guard let key = member.deviceKey else { return nil }
        return entries(in: request).lazy.compactMap { KnownDevice(entry: $0, of: member.id, key: key) }
            .first { $0.signedInAt > member.devicesAfter && now < $0.signedInAt + SiteLimits.knownDevice }
    }

    /// Makes the browser a known device of this member. It stays a known device of the two members who signed in
    /// before.
    static func set(
        _ device: KnownDevice, of member: Member.ID, key: [UInt8], on response: inout Response, request: Request
    ) {
        let others = entries(in: request).filter { KnownDevice(entry: $0, of: member, key: key) == nil }
        let all = [device.entry(of: member, key: key)] + others.prefix(entryLimit - 1).map(String.init)
        response.set(cookie.set(all.joined(separator: "."), maxAge: SiteLimits.knownDevice, for: request))
    }

    private static func entries(in request: Request) -> [Substring] {
        guard let value = cookie.value(in: request), value.utf8.count <= 400 else { return [] }
        return Array(value.split(separator: ".").prefix(entryLimit))
    }
}
