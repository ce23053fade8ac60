import FoundationEssentials

/// The settings of a site. The person who starts it may leave out all of them.
package struct SiteConfiguration: Sendable {
    /// The folder with `Templates` and `Public`.
    package var home: String
    /// The folder of the association's file.
    package var storage: String
    /// The address visitors use, such as `https://rue-du-marche.fr`; nil: the one confirmed in the settings, if any.
    package var publicURL: String?
    /// Other accepted `Host` values, when it has a public address: all others get 421.
    package var otherHosts: [String] = []
    /// The bearer token of `/metrics` for a monitor elsewhere; nil: only this machine may read it.
    package var metricsToken: String?
    /// The version of the program, for `/metrics`.
    package var version = "unknown"
    /// The tag of the language of the log.
    package var language = "fr"
    /// Templates are reloaded when they change, and `/style` exists.
    package var isDevelopment = false
    /// The program that reads workbooks.
    package var sheetProgram = beside("chaland-sheet")
    /// A file of certificate authorities for the mail server, besides those of the system: `SSL_CERT_FILE`.
    package var certificateAuthorities = ProcessInfo.processInfo.environment["SSL_CERT_FILE"]
    /// Off for load tests only.
    package var limitsRate = true

    /// A site with the templates of `home` and the file in `storage`.
    package init(home: String, storage: String) {
        self.home = home
        self.storage = storage
    }

    /// The association's file.
    package var databasePath: String { storage + "/association.sqlite" }

    /// The absolute path of a program that is installed beside this one (proc(5), `/proc/self/exe`).
    package static func beside(_ name: String) -> String {
        let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: own ?? "/usr/bin/chaland").deletingLastPathComponent().appendingPathComponent(name)
            .path
    }
}
