import HTTP
import Testing

@testable import Web

@Suite("Local path") struct LocalPathTests {
    @Test(
        "accepts paths of this site",
        arguments: [
            "/", "/boutiques", "/boutiques/", "/b/7KQ2?lang=fr&next=//x", "/caf%C3%A9", "/a:b@c", "/a#top",
            "/a?q=%2F%5C",
        ])
    func takes(_ text: String) { #expect(LocalPath(text)?.description == text) }

    @Test(
        "rejects everything else",
        arguments: [
            "", "//evil", "///evil", "/\\evil", "\\\\evil", "/%5Cevil", "/%2Fevil", "/%2f%2fevil", "/%09/evil",
            "/\t/evil",
            "/\n", "/a\r\nSet-Cookie: x=y", "https:evil", "https://evil", "javascript:alert(1)", "evil", " /a", "/a b",
            "/a//b",
            "//", "/./a", "/../a", "/..", "/a/../b", "/%2e%2e/a", "/%2E/a", "/.%2e", "/a%", "/a%4", "/a%ZZ", "/a%00",
            "/é", "/a\u{202E}",
            "/a#b#c", "/a\"b", "/<a>", "/a|b", "/a^b", "/{a}", "/a`b", "/" + String(repeating: "a", count: 2_048),
        ])
    func refuses(_ text: String) { #expect(LocalPath(text) == nil) }

    @Test("values are encoded as one segment") func interpolation() {
        let id = "../é ?#%/\\"
        #expect(
            ("/projets/\(id)/votes/\(42)" as LocalPath).description == "/projets/..%2F%C3%A9%20%3F%23%25%2F%5C/votes/42"
        )
        #expect(("/a" as LocalPath).adding(QueryString([("q", "x")])).description == "/a?q=x")
    }

    @Test("a redirect never leaves the site", arguments: ["//evil", "/\\evil", "/%09/evil", "https:evil"])
    func redirect(_ next: String) throws {
        let form = try Form.query(Request(.get, "/c?next=\(PercentEncoding.encode(next))").head)
        #expect(form["next"] == next.replacing("\t", with: "\t"))
        let answer = Response.seeOther(LocalPath(form["next"] ?? "/") ?? "/")
        #expect(answer.status == .seeOther)
        #expect(answer.fields[.location] == "/")
    }
}

@Suite("Query string") struct QueryStringTests {
    @Test("known parameters are preserved, and one is changed") func keeps() throws {
        let form = try Form.query(Request(.get, "/b?q=p%C3%A2te+%26+co&page=2&trade=a&trade=b&evil=x&empty=").head)
        let query = QueryString(keeping: ["q", "trade", "page", "empty"], of: form)
        #expect(query.description == "?q=p%C3%A2te%20%26%20co&trade=a&trade=b&page=2")
        #expect(query.setting("page", "3").description == "?q=p%C3%A2te%20%26%20co&trade=a&trade=b&page=3")
        #expect(
            query.setting("trade", "c").setting("page", nil).setting("new", "1").description
                == "?q=p%C3%A2te%20%26%20co&trade=c&new=1")
        #expect(query.setting("q", "").setting("page", nil).setting("trade", nil).description == "")
    }

    @Test("a query is parsed back") func roundTrip() throws {
        let value = "a+b&c=d%41#é\"<>\u{1F600}"
        let query = QueryString([(value, value)])
        #expect(try Form.query(Request(.get, "/x\(query)").head)[value] == value)
    }
}
