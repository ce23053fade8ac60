import HTTP

/// The browser and the system that a `User-Agent` names (RFC 9110 §10.1.5), so that people recognise their devices. The
/// field itself is not stored.
package struct DeviceName: Sendable, Equatable {
    /// «Firefox»; empty when unknown.
    let browser: String
    /// «Android»; empty when unknown.
    let system: String

    init(browser: String, system: String) { (self.browser, self.system) = (browser, system) }

    /// A device whose browser sent no name, or an unknown one.
    static let unknown = DeviceName(browser: "", system: "")

    init(_ request: Request) { self.init(userAgent: request[.userAgent] ?? "") }

    init(userAgent: String) {
        func first(_ names: [(sign: String, name: String)]) -> String {
            names.first { userAgent.contains($0.sign) }?.name ?? ""
        }
        self.init(browser: first(Self.browsers), system: first(Self.systems))
    }

    /// Most browsers also name those they are made from, so the order matters.
    private static let browsers: [(sign: String, name: String)] = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]

    /// iPhones also name Mac OS, Android phones also Linux.
    private static let systems: [(sign: String, name: String)] = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
        ("Mac OS X", "Mac"), ("Linux", "Linux"),
    ]

    /// «Firefox sur Android», or what is known of it.
    func label(_ context: Context) -> String {
        switch (browser.isEmpty, system.isEmpty) {
        case (false, false): context.say("devices.name", ["browser": browser, "system": system])
        case (false, true): browser
        case (true, false): system
        case (true, true): context.say("devices.unknown")
        }
    }
}
