import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

extension TestSite {
    /// The baker sets up a kiosk with the code 4071. Returns the path of the tablet, `/borne/…`, and that of its page
    /// for the shop.
    func kiosk(_ place: String = "Comptoir") async throws -> (tablet: String, page: String) {
        let baker = self.as(.baker)
        let made = try await baker.post("/boutiques/7kq2/bornes", [("place", place), ("pin", "4071")])
        #expect(made.status == .seeOther)
        let page = try #require(made.location)
        return (try await tablet(of: page), page)
    }

    /// The address that the page of a kiosk shows.
    func tablet(of page: String) async throws -> String {
        let text = try await self.as(.baker).get(page).text
        let found = try #require(text.firstMatch(of: /\/borne\/[0-9A-Z-]+/))
        return String(found.0)
    }

    /// A key as a device draws it.
    func deviceKey() -> String { site.randomness.bytes(16).map { String($0 & 15, radix: 16) + "7" }.joined() }
}
