import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("Lines that bring several codes together") struct CodeSumTests {
    private func code(_ answers: Int, opens: Int = 20) -> CodeFigures {
        CodeFigures(opens: opens, answers: answers, feelingSum: answers * 4)
    }

    private func answers(_ codes: [CodeFigures]) -> Int { CodeFigures.sum(of: codes).answers }

    @Test("codes with fewer than five answers are in no sum") func few() {
        #expect(answers([code(9), code(1)]) == 9, "else 10 - 9 tells that the one person with this card answered")
        #expect(answers([code(9), code(5), code(0)]) == 14)
        #expect(answers([code(9), code(1)] + Array(repeating: code(2), count: 4)) == 9)
        #expect(answers(Array(repeating: code(4), count: 40)) == 0)
    }

    @Test("sums by medium, by shop and by project have the same codes in them") func groupings() {
        let codes = [code(2), code(2), code(2), code(6), code(1), code(9), code(4), code(4)]
        for middle in codes.indices {
            let parts = answers(Array(codes[..<middle])) + answers(Array(codes[middle...]))
            #expect(parts == 15 && answers(codes) == 15, "\(middle)")
        }
    }

    @Test("scans are always summed, faces only with their answers") func others() {
        let sum = CodeFigures.sum(of: [code(9), code(1)])
        #expect(sum.opens == 40 && sum.feelingSum == 36)
        let ended = [9, 1].map { CodeFigures(endedOpens: 20, endedAnswers: $0) }
        #expect(CodeFigures.sum(of: ended).endedAnswers == 9)
    }

    @Test("on the page, neither a sum nor a price reveals the answers of a code with fewer than five") func page()
        async throws
    {
        let site = try TestSite(origin: "https://lac.example")
        func make(_ cost: String) async throws -> String {
            try await self.make([("medium", "flyer"), ("place", cost), ("cost", cost)], site)
        }
        let (many, one) = (try await make("10"), try await make("20"))
        for _ in 0..<6 { try await site.visit(many) }
        try await site.visit(one)
        try site.night()
        for grouping in ["support", "boutique", "code"] {
            let page = try await site.as(.president).get("/codes?par=\(grouping)").text.replacing("\u{A0}", with: " ")
            #expect(page.contains("6 réponses") && !page.contains("7 réponses"), "\(grouping)")
            #expect(page.contains("1 code a trop peu de réponses pour être compté") == (grouping == "support"))
            #expect(page.contains("1,67 € par réponse") == (grouping == "code"), "10 € for 6")
            #expect(!page.contains("4,29 € par réponse") && !page.contains("5,00 € par réponse"))
        }
    }

    @Test("subtracting the line of a medium from that of a shop reveals no answers of one code") func twoGroupings()
        async throws
    {
        let site = try TestSite(origin: "https://lac.example")
        var codes: [String] = []
        for place in ["gare", "marché", "port"] {
            codes.append(try await make([("medium", "flyer"), ("place", place)], site))
        }
        let window = try await make([("medium", "window")], site)
        let (today, opens) = (site.now.local.day, Dictionary(uniqueKeysWithValues: (codes + [window]).map { ($0, 20) }))
        try site.write { try EntryPoint.add(opens, on: today, in: $0) }
        for code in codes + codes + [window] { try await site.visit(code) }
        try site.night()
        func page(_ grouping: String) async throws -> String {
            try await site.as(.president).get("/codes?par=\(grouping)").text.replacing("\u{A0}", with: " ")
        }
        let (media, shops) = (try await page("support"), try await page("boutique"))
        #expect(!media.contains("6 réponses") && !shops.contains("7 réponses"), "7 - 6 is the answer of the window")
        #expect(media.contains("3 codes ont trop peu de réponses pour être comptés"))
        #expect(media.contains("moins de 5 chacun") && shops.contains("moins de 5 chacun"))
    }

    /// Makes a code of the bakery.
    private func make(_ form: [(String, String)], _ site: TestSite) async throws -> String {
        let path = try #require(try await site.as(.baker).post("/boutiques/7kq2/codes", form).location)
        return String(path.dropFirst("/codes/".count)).uppercased()
    }
}
