import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("Lines that bring several codes together") struct CodeSumTests {
    private func code(_ answers: Int, opens: Int = 20) -> CodeFigures {
        CodeFigures(opens: opens, answers: answers, faces: answers * 4)
    }

    private func answers(_ codes: [CodeFigures]) -> Int { CodeFigures.together(codes).answers }

    @Test("nothing is learnt by subtraction about a code with fewer than five answers") func subtraction() {
        #expect(answers([code(9), code(1)]) == 9, "else 10 - 9 tells that the one person with this card answered")
        #expect(answers([code(9), code(1), code(2)]) == 9)
        #expect(answers([code(3), code(3)]) == 0, "6 in all: each has answered at least twice")
        #expect(answers([code(4), code(4), code(4)]) == 0, "12 in all: each has four")
        #expect(answers([code(4), code(2, opens: 1), code(0, opens: 0)]) == 0, "openings tell where answers come from")
    }

    @Test("many codes with few answers each are added up") func together() {
        #expect(answers([code(9), code(1)] + Array(repeating: code(2), count: 4)) == 18)
        #expect(answers(Array(repeating: code(3), count: 40)) == 120)
        #expect(answers([code(9), code(5), code(0)]) == 14)
    }

    @Test("openings are always added, faces only with their answers") func others() {
        let sum = CodeFigures.together([code(9), code(1)])
        #expect(sum.opens == 40 && sum.faces == 36)
        let ended = [9, 1].map { CodeFigures(endedOpens: 20, endedAnswers: $0) }
        #expect(CodeFigures.together(ended).endedAnswers == 9)
    }

    @Test("on the page, neither a sum nor a price tells the answers of a code with fewer than five") func page()
        async throws
    {
        let site = try TestSite(origin: "https://lac.example")
        func make(_ cost: String) async throws -> String {
            let form = [("medium", "flyer"), ("place", cost), ("cost", cost)]
            let path = try #require(try await site.as(.baker).post("/boutiques/7kq2/codes", form).location)
            return String(path.dropFirst("/codes/".count)).uppercased()
        }
        let (many, one) = (try await make("10"), try await make("20"))
        for _ in 0..<6 { try await site.visit(many) }
        try await site.visit(one)
        try site.night()
        for grouping in ["support", "boutique", "code"] {
            let page = try await site.as(.president).get("/codes?par=\(grouping)").text.replacing("\u{A0}", with: " ")
            #expect(page.contains("6 réponses") && !page.contains("7 réponses"), "\(grouping)")
            #expect(page.contains("1,67 € par réponse") == (grouping == "code"), "10 € for 6")
            #expect(!page.contains("4,29 € par réponse") && !page.contains("5,00 € par réponse"))
        }
    }
}
