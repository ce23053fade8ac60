import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import ChalandDemo
@testable import Shell

@Suite("The two colours of an association") struct ColourTests {
    private func save(_ site: TestSite, _ values: (String, String)...) async throws -> Answer {
        let president = site.as(.president)
        var form = try await president.get("/reglages").filled
        for pair in values { form = form.with(pair) }
        return try await president.post("/reglages", form)
    }

    /// The address of the style sheet of a page.
    private func sheet(_ page: Answer) throws -> String {
        String(try #require(page.text.firstMatch(of: /rel="stylesheet" href="([^"]+)"/)).1)
    }

    @Test("are served in one style sheet, cached for a year under a name that changes with them") func served()
        async throws
    {
        let site = try TestSite()
        let guest = site.as(.guest)
        let standard = try sheet(await guest.get("/"))
        #expect(standard.hasPrefix("/public/chaland-"))
        #expect(try await save(site, ("mainColour", "#4a1b38"), ("accentColour", "#7fd0ff")).status == .seeOther)
        let page = try await guest.get("/")
        let first = try sheet(page)
        #expect(first.hasPrefix("/couleurs/"))
        #expect(page.text.contains("<meta name=\"theme-color\" content=\"#4a1b38\">"))
        #expect(try sheet(await guest.get("/b/7kq2")) == first, "a visitor’s page loads no other sheet")
        let css = try await guest.get(first)
        #expect(css.fields[.cacheControl] == "public, max-age=31536000, immutable")
        #expect(css.fields[.contentType]?.hasPrefix("text/css") == true)
        #expect(css.text.contains("--green: #4a1b38") && css.text.contains(".fascia"))

        #expect(try await save(site, ("mainColour", "#1b3a6a")).status == .seeOther)
        #expect(try sheet(await guest.get("/")) != first)
        let earlier = try await guest.get(first)
        #expect(earlier.text.contains("#1b3a6a") && earlier.fields[.cacheControl]?.contains("max-age=0") == true)
        _ = try await save(site, ("mainColour", "#1b4a38"), ("accentColour", "#e5a93a"))
        #expect(try sheet(await guest.get("/")) == standard)
    }

    @Test(
        "one on which text is unreadable is refused with the nearest that fits; ticking its box takes that one",
        arguments: [("mainColour", "#9ad3b4", "trop claire"), ("accentColour", "#5a2a0a", "trop sombre")])
    func refused(_ field: String, _ typed: String, _ words: String) async throws {
        let site = try TestSite()
        let answer = try await save(site, (field, typed), ("hostName", "Machines SAS"))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(words) && answer.text.contains("value=\"\(typed)\""))
        #expect(answer.text.contains("value=\"Machines SAS\""))
        let nearest = try #require(answer.text.firstMatch(of: /<path fill="(#[0-9a-f]{6})"/)).1
        #expect(
            try await site.as(.president).post("/reglages", answer.filled.with((field + "-nearest", "1"))).status
                == .seeOther)
        let column = field == "mainColour" ? "main_colour" : "accent_colour"
        #expect(try site.text("SELECT \(column) FROM association") == String(nearest))
    }

    @Test(
        "a text that is no colour is refused", arguments: ["red", "#12345", "#12345g", "url(//evil.example)", "#fff;}"])
    func invalid(_ typed: String) async throws {
        let site = try TestSite()
        #expect(try await save(site, ("mainColour", typed)).status == .unprocessableContent)
        #expect(try site.text("SELECT main_colour FROM association") == "#1b4a38")
    }

    /// The value of a custom property in the rules for light (0) or dark (1).
    private func colour(_ name: String, _ rules: Substring) throws -> Colour {
        let pattern = try Regex("--\(name): (#[0-9a-f]{6});")
        let text = try #require(rules.firstMatch(of: pattern)?[1].substring)
        return try #require(Colour(String(text)))
    }

    @Test("for any two colours that fit, each text has a contrast of 4.5 and each edge of 3, in light and dark")
    func contrast() throws {
        var dice = Dice(seed: 15)
        func any() -> Colour {
            Colour(
                red: UInt8(truncatingIfNeeded: dice.next()), green: UInt8(truncatingIfNeeded: dice.next() >> 8),
                blue: UInt8(truncatingIfNeeded: dice.next() >> 16))
        }
        typealias Ground = Theme.Ground
        for _ in 0..<300 {
            let (main, accent) = (Theme.nearestMain(any()), Theme.nearestAccent(any()))
            #expect(Theme.fitsAsMain(main) && Theme.fitsAsAccent(accent))
            let theme = try #require(Theme(main: main, accent: accent))
            let rules = theme.rules.split(separator: "@media")
            let (light, dark) = (rules[0], rules[1])
            var texts = [
                (try colour("green", light), Ground.cream), (try colour("green-deep", light), Ground.creamSoft),
                (try colour("green-deep", dark), Ground.creamSoft), (try colour("on-green", light), main),
                (try colour("brass", light), Ground.ink),
            ]
            for name in ["link", "brass-ink", "focus"] {
                texts.append((try colour(name, light), Ground.lightShade))
                texts.append((try colour(name, dark), Ground.darkShade))
            }
            for (text, ground) in texts { #expect(text.contrast(with: ground) >= 4.5, "\(main) \(accent) \(text)") }
            #expect(try colour("brass-edge", light).contrast(with: Ground.lightPaper) >= 3)
            #expect(try colour("brass-edge", dark).contrast(with: Ground.darkPaper) >= 3)
        }
    }

    @Test("contrast is that of WCAG") func known() throws {
        #expect(Colour.black.contrast(with: .white) == 21)
        // https://webaim.org/resources/contrastchecker: #777777 on white is 4.48:1.
        let grey = try #require(Colour("#777777")).contrast(with: .white)
        #expect(abs(grey - 4.48) < 0.005)
        #expect(Theme.fitsAsMain(Theme.standardMain) && Theme.fitsAsAccent(Theme.standardAccent))
    }
}

@Suite("The word for the place") struct PlaceWordTests {
    @Test(
        "is used where pages speak of the street",
        arguments: [
            (PlaceWord.street, "boutiques de la rue", "shops of the street"),
            (.district, "boutiques du quartier", "shops of the neighbourhood"),
            (.centre, "boutiques du centre-ville", "shops of the town centre"),
            (.village, "boutiques du village", "shops of the village"),
            (.town, "boutiques de la ville", "shops of the town"),
            (.zone, "boutiques de la zone commerciale", "shops of the shopping area"),
        ]) func pages(_ word: PlaceWord, _ french: String, _ english: String) async throws
    {
        let site = try TestSite()
        let president = site.as(.president)
        let form = try await president.get("/reglages").filled.with(("place", word.rawValue))
        #expect(try await president.post("/reglages", form).status == .seeOther)
        #expect(try await site.as(.guest).get("/projets").text.contains(french))
        #expect(try await site.as(.guest).get("/en/projets").text.contains(english))
        #expect(try await president.get("/reglages").text.contains("<option value=\"\(word.rawValue)\" selected>"))
    }

    @Test("one that is not of the list is refused; two people’s different words are asked about") func refused()
        async throws
    {
        let site = try TestSite()
        let loaded = try await site.as(.president).get("/reglages").filled
        #expect(
            try await site.as(.president).post("/reglages", loaded.with(("place", "<b>"))).status
                == .unprocessableContent)
        _ = try await site.as(.vicePresident).post("/reglages", loaded.with(("place", "village")))
        let answer = try await site.as(.president).post("/reglages", loaded.with(("place", "town")))
        #expect(answer.status == .conflict && answer.text.contains("<dd class=\"words\">Le village</dd>"))
        #expect(try site.text("SELECT place FROM association") == "village")
    }
}
