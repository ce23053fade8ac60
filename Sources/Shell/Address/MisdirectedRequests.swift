import Base
import HTMLTemplate
import HTTP
import Web

/// Which requests are for this site, by its public address.
extension SiteLoop {
    /// Updates the public address when the settings have changed.
    func renewAddress(_ association: Association?) {
        let stored = association?.publicAddress ?? ""
        if stored != address.stored { address = SiteAddress(site.configuration, stored: stored) }
    }

    /// Whether it is for another host, or for HTTPS on a plain connection (RFC 9110 §7.4).
    func isMisdirected(_ request: Request) -> Bool {
        if isForeign(request.head), !hasRenewedAddress() || isForeign(request.head) { return true }
        return request.head.targetIsHTTPS && !request.isSecure
    }

    private func isForeign(_ head: RequestHead) -> Bool {
        !address.hosts.allows(head) && !isAddressTrial(head) && !isUnsubscription(head)
    }

    /// Whether it ends mail: a link in an old mail leads to a former address. Its page has no absolute URL, and the
    /// link itself says whom it is for.
    private func isUnsubscription(_ head: RequestHead) -> Bool {
        RequestLocale.path(of: head, among: resources.languages).starts(with: UnroutedPath.unsubscription)
    }

    /// Reads the public address again: another loop or process may have changed it. Returns whether it had.
    private func hasRenewedAddress() -> Bool {
        guard site.configuration.publicURL == nil else { return false }
        let known = address
        do {
            memory.renew(try version())
            _ = try association()
        } catch {
            return false
        }
        return known !== address
    }

    /// Whether it is the visit that confirms another public address. Its page has no absolute URL and checks the host.
    private func isAddressTrial(_ head: RequestHead) -> Bool {
        site.configuration.publicURL == nil
            && RequestLocale.path(of: head, among: resources.languages).starts(with: UnroutedPath.addressTrial)
    }

    /// The request as the visitor sent it: marked as encrypted if the public address is https, because a proxy, trusted
    /// or not, has terminated TLS. Unchanged for a loopback host (this machine) and for a foreign host (refused, or an
    /// address on trial).
    func asVisitorSent(_ request: Request) -> Request {
        guard address.isHTTPS, !request.isSecure, address.hosts.allows(request.head),
            !AllowedHosts.loopback.allows(request.head)
        else {
            return request
        }
        var request = request
        request.isSecure = true
        return request
    }

    /// Plain-text 421 Misdirected Request.
    func misdirected(_ request: Request) -> Response {
        let messages = RequestLocale.language(of: request.head, among: resources.languages).messages
        let text = messages.text("error.misdirected", ["address": address.origin ?? ""])
        return .text(text + "\n", status: .misdirectedRequest).secured()
    }
}
