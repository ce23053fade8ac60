import Base
import Cryptography
import HTTP
import Web

/// A browser that a member signed in with before. Its cookie is signed for that member and valid for a year; it names
/// neither, and opens nothing. It gives the browser a rate limit and a hashing thread of its own, so that wrong
/// passwords sent from elsewhere cannot lock the member out.
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

    /// `7KQ2…-1772442000-9f3a…`: the device, when it signed in, and the HMAC of both and of the member.
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

/// The cookie of known devices: an entry for each of the last members who signed in with the browser.
enum DeviceCookie {
    private static let cookie = HostCookie("chaland-device")
    /// Members of one browser: those who share the tablet of a shop.
    private static let entryLimit = 3

    /// The device, when it is known to this member and was not revoked or forgotten.
    static func device(of member: MemberCredentials, in request: Request, at now: Instant) -> KnownDevice? {
        guard let key = member.deviceKey else { return nil }
        return entries(in: request).lazy.compactMap { KnownDevice(entry: $0, of: member.id, key: key) }
            .first { $0.signedInAt > member.devicesAfter && now < $0.signedInAt + SiteLimits.knownDevice }
    }

    /// Makes the browser a known device of this member, beside the other members it is known to.
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
