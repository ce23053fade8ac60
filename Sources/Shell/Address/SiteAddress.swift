import Base
import HTTP
import Web

/// The current public address, and the values derived from it for each request. A class: a loop shares it with its
/// contexts.
final class SiteAddress: Sendable {
    let address: PublicAddress
    /// The address confirmed in the settings when this was created; empty for none.
    let stored: String
    /// The address as text.
    let origin: String?
    /// Accepted `Host` values.
    let hosts: AllowedHosts
    /// Origins accepted for forms, besides that of the request's own `Host`.
    let origins: [String]
    /// Whether visitors reach the site by HTTPS.
    let isHTTPS: Bool

    init(_ configuration: SiteConfiguration, stored: String) {
        address = PublicAddress(machine: configuration.publicURL, stored: stored)
        self.stored = stored
        let known = address.origin
        origin = known?.description
        hosts = AllowedHosts(
            known.map { [$0.authority] + configuration.otherHosts + ["localhost", "127.0.0.1", "[::1]"] } ?? [])
        origins = origin.map { [$0] } ?? []
        isHTTPS = known?.isHTTPS ?? false
    }
}
