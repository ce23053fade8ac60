import HTTP
import Testing

@testable import Web

@Suite("Cookies") struct CookieTests {
    func cookies(_ lines: String...) -> Cookies {
        Cookies(Request(.get, "/", fields: lines.map { ("Cookie", $0) }).head)
    }

    @Test("a cookie is found by name among others") func finds() {
        let cookies = cookies(
            "a=1; b=2;c=3 ;\td=4; ; =nameless; bare; sp ace=x; bad=a\"b; bad=ok; q=\"quoted\"; a=later; e==; x=é",
            "late=1")
        #expect(cookies["a"] == "1")
        #expect(cookies["b"] == "2")
        #expect(cookies["c"] == "3")
        #expect(cookies["d"] == "4")
        #expect(cookies["e"] == "=")
        #expect(cookies["q"] == "quoted")
        #expect(cookies["bad"] == "ok")
        #expect(cookies["late"] == "1")
        for name in ["bare", "A", "aa", "x", "1"] { #expect(cookies[name] == nil, "\(name)") }
        #expect(Cookies(Request(.get, "/").head)["a"] == nil)
    }

    @Test(
        "blanks around the equals sign are ignored (RFC 6265bis §4.1.1)",
        arguments: ["a = 1", "a\t=1", "a= 1 ", "z=2; a =\t1"])
    func badWhiteSpace(_ line: String) {
        #expect(cookies(line)["a"] == "1")
        for name in ["a ", "a\t", " a"] { #expect(cookies(line)[name] == nil) }
    }

    @Test(
        "invalid cookies are ignored",
        arguments: [";", ";;;;", "=", "a", "a;b", "\"", "a=\"", "a b", ",", "a=b,c", "%61=1"])
    func junk(_ line: String) { #expect(cookies(line)["z"] == nil && cookies(line + "; z=1")["z"] == "1") }

    @Test("a value that is set is read back", arguments: ["", "abc", "a b;c,d\"e\\f", "été\r\nX: y", "%41", "1=2"])
    func roundTrip(_ value: String) throws {
        let line = SetCookie(name: "flash", value: value, secure: false).line
        let pair = try #require(line.split(separator: ";").first)
        #expect(cookies(String(pair))["flash"] == value)
    }

    @Test("a value that does not decode to UTF-8 is nil") func notUTF8() {
        #expect(cookies("a=%FF")["a"] == nil)
    }

    @Test("Set-Cookie has the attributes") func lines() {
        #expect(
            SetCookie(name: "s", value: "1", maxAge: 60, secure: true).line
                == "s=1; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax")
        #expect(
            SetCookie(name: "s", value: "1", path: "/b", httpOnly: false, sameSite: .strict, secure: false).line
                == "s=1; Path=/b; SameSite=Strict")
        #expect(SetCookie(name: "s", value: "", maxAge: -5, secure: false).maxAge == 0)
        #expect(SetCookie(name: "s", value: "", maxAge: .max, secure: false).maxAge == SetCookie.longestSeconds)
    }

    @Test("over TLS only the __Host- name is read") func hostCookie() {
        let session = HostCookie("session")
        let fields = [("Cookie", "session=planted; __Host-session=mine")]
        let secure = Request(.get, "/", fields: fields, isSecure: true)
        let bare = Request(.get, "/", fields: [("Cookie", "session=mine")])
        #expect(session.value(in: secure) == "mine")
        #expect(session.value(in: bare) == "mine")
        #expect(session.value(in: Request(.get, "/", fields: [("Cookie", "session=planted")], isSecure: true)) == nil)
        #expect(
            session.set("x", maxAge: 9, for: secure).line
                == "__Host-session=x; Path=/; Max-Age=9; Secure; HttpOnly; SameSite=Lax")
        #expect(session.cleared(for: bare).line == "session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
        let response = Response.text("").setting(session.set("x", for: bare)).setting(
            SetCookie(name: "b", value: "2", secure: false))
        #expect(response.fields.all(.setCookie).count == 2)
    }
}
