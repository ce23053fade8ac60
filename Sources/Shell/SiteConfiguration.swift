/// What a site is started with. Nothing in it is required of the person who starts it.
package struct SiteConfiguration: Sendable {
    /// The folder with `Templates` and `Public`.
    package var home: String
    /// The folder of the association's file.
    package var storage: String
    /// The address visitors use, such as `https://rue-du-marche.fr`, for posters and links; nil: the Host they came by.
    package var publicURL: String?
    /// Other hosts the site answers for, when it has a public address: everything else is misdirected.
    package var otherHosts: [String] = []
    /// What opens `/metrics` to a monitor elsewhere; nil: only this machine may see it.
    package var metricsToken: String?
    /// The version of the program, for `/metrics`.
    package var version = "unknown"
    /// The tag of the language of the log.
    package var language = "fr"
    /// Templates are read again when they change, and `/style` is there.
    package var isDevelopment = false
    /// Off for load tests only.
    package var limitsRate = true

    /// A site out of `home` on `storage`.
    package init(home: String, storage: String) {
        self.home = home
        self.storage = storage
    }

    /// The hosts this site answers for: none told, when it has no public address, and then every host is right.
    package var hosts: [String] {
        guard let publicURL, let start = publicURL.firstRange(of: "://") else { return [] }
        return [String(publicURL[start.upperBound...])] + otherHosts + ["localhost", "127.0.0.1", "[::1]"]
    }

    /// The association's file.
    package var databasePath: String { storage + "/association.sqlite" }
}
