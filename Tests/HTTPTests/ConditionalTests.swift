import HTTP
import Testing

/// RFC 9110 §13, on a representation with the entity tag "a", last changed on 6 November 1994, 08:49:37.
@Suite("Preconditions") struct ConditionalTests {
    private static let changed = 784_111_777
    private static let then = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let before = "Sun, 06 Nov 1994 08:49:36 GMT"
    private static let after = "Sun, 06 Nov 1994 08:49:38 GMT"

    private func evaluate(
        _ fields: [(String, String)], _ method: HTTP.Method = .get, etag: String? = "\"a\"", changed: Int? = changed
    ) -> Conditional.Outcome {
        Conditional.evaluate(Request(method, "/", fields: fields).head, etag: etag, lastModified: changed)
    }

    @Test("without a precondition, the request proceeds") func none() { #expect(evaluate([]) == .proceed) }

    @Test(
        "If-None-Match compares weakly",
        arguments: [
            ("\"a\"", true), ("W/\"a\"", true), ("\"b\"", false), ("\"b\", \"a\"", true),
            ("\"b\",W/\"a\" ,\"c\"", true),
            ("*", true), ("a", false), ("", false), ("\"A\"", false), ("w/\"a\"", false), ("\"a", false),
            ("\"x,\"a\"", false),
        ])
    func ifNoneMatch(_ list: String, _ matches: Bool) {
        for etag in ["\"a\"", "W/\"a\""] {
            #expect(evaluate([("If-None-Match", list)], etag: etag) == (matches ? .notModified : .proceed))
            #expect(evaluate([("If-None-Match", list)], .head, etag: etag) == (matches ? .notModified : .proceed))
            #expect(evaluate([("If-None-Match", list)], .put, etag: etag) == (matches ? .preconditionFailed : .proceed))
        }
    }

    @Test("If-None-Match in two fields") func twoFields() {
        #expect(evaluate([("If-None-Match", "\"b\""), ("If-None-Match", "\"a\"")]) == .notModified)
    }

    @Test(
        "a value that is neither a single * nor a list of tags matches nothing (§13.1.1)",
        arguments: [
            "\"a\", *", "*, \"a\"", "*, *", "*,", ",*", "**", "\"a\", b", "b, \"a\"", "\"a\"; q=1", "\"a\" \"a\"",
            "w/\"b\", \"a\"", "\"a\", \"", "\"a\", \"b c\"", "\"a\", W/", "\"a\", W/ \"b\"", "\"a\", \"b\"c\"",
        ])
    func unreadable(_ list: String) {
        #expect(evaluate([("If-None-Match", list)]) == .proceed)
        #expect(evaluate([("If-None-Match", list)], .put) == .proceed)
        #expect(evaluate([("If-Match", list)]) == .preconditionFailed)
        #expect(evaluate([("If-Match", list)], .put) == .preconditionFailed)
    }

    @Test("* must be the only value, also across two fields") func starInTwoFields() {
        for pair in [["\"a\"", "*"], ["*", "\"a\""], ["*", "*"], ["\"a\"", "b"]] {
            #expect(evaluate(pair.map { ("If-None-Match", $0) }) == .proceed)
            #expect(evaluate(pair.map { ("If-Match", $0) }) == .preconditionFailed)
        }
        #expect(evaluate([("If-Match", " * ")]) == .proceed)
    }

    @Test("empty elements of a list are ignored (RFC 9110 §5.6.1.2)") func emptyElements() {
        #expect(evaluate([("If-None-Match", ", \"b\",, \"a\" ,")]) == .notModified)
        #expect(evaluate([("If-Match", ",\"a\",")]) == .proceed)
    }

    @Test("a backslash in a tag escapes nothing (RFC 9110 §8.8.3)") func backslash() {
        #expect(evaluate([("If-None-Match", "\"x\\\", \"a\"")]) == .notModified)
        #expect(evaluate([("If-None-Match", "\"a\\\"")], etag: "\"a\\\"") == .notModified)
        #expect(evaluate([("If-Match", "\"x\\\", \"a\"")]) == .proceed)
    }

    @Test("a comma inside a tag does not separate tags") func comma() {
        #expect(evaluate([("If-None-Match", "\"x\", \"a,b\"")], etag: "\"a,b\"") == .notModified)
    }

    @Test(
        "If-Match compares strongly",
        arguments: [
            ("\"a\"", "\"a\"", true), ("W/\"a\"", "\"a\"", false), ("\"a\"", "W/\"a\"", false),
            ("\"b\", \"a\"", "\"a\"", true),
            ("*", "W/\"a\"", true), ("\"b\"", "\"a\"", false), ("", "\"a\"", false),
        ])
    func ifMatch(_ list: String, _ etag: String, _ matches: Bool) {
        for method in [HTTP.Method.get, .post, .delete] {
            #expect(evaluate([("If-Match", list)], method, etag: etag) == (matches ? .proceed : .preconditionFailed))
        }
    }

    @Test("a representation without a tag matches only *") func withoutTag() {
        #expect(evaluate([("If-Match", "\"a\"")], etag: nil) == .preconditionFailed)
        #expect(evaluate([("If-Match", "*")], etag: nil) == .proceed)
        #expect(evaluate([("If-None-Match", "\"a\"")], etag: nil) == .proceed)
    }

    @Test(
        "If-Modified-Since applies to GET and HEAD",
        arguments: [
            (then, true), (after, true), (before, false), ("Sunday, 06-Nov-94 08:49:37 GMT", true),
            ("Sun Nov  6 08:49:37 1994", true), ("yesterday", false), ("0", false),
        ])
    func ifModifiedSince(_ date: String, _ isCurrent: Bool) {
        #expect(evaluate([("If-Modified-Since", date)]) == (isCurrent ? .notModified : .proceed))
        #expect(evaluate([("If-Modified-Since", date)], .head) == (isCurrent ? .notModified : .proceed))
        #expect(evaluate([("If-Modified-Since", date)], .post) == .proceed)
        #expect(evaluate([("If-Modified-Since", date)], changed: nil) == .proceed)
    }

    @Test(
        "If-Unmodified-Since applies to all methods",
        arguments: [(then, true), (after, true), (before, false), ("yesterday", true)])
    func ifUnmodifiedSince(_ date: String, _ holds: Bool) {
        for method in [HTTP.Method.get, .post] {
            #expect(evaluate([("If-Unmodified-Since", date)], method) == (holds ? .proceed : .preconditionFailed))
        }
        #expect(evaluate([("If-Unmodified-Since", date)], changed: nil) == .proceed)
    }

    @Test("tags take precedence over dates (§13.2.2)") func precedence() {
        #expect(evaluate([("If-None-Match", "\"b\""), ("If-Modified-Since", Self.after)]) == .proceed)
        #expect(evaluate([("If-None-Match", "\"a\""), ("If-Modified-Since", Self.before)]) == .notModified)
        #expect(evaluate([("If-Match", "\"a\""), ("If-Unmodified-Since", Self.before)]) == .proceed)
        #expect(evaluate([("If-Match", "\"b\""), ("If-Unmodified-Since", Self.after)]) == .preconditionFailed)
        #expect(evaluate([("If-Match", "\"a\""), ("If-None-Match", "\"a\"")]) == .notModified)
        #expect(evaluate([("If-Match", "\"b\""), ("If-None-Match", "\"a\"")]) == .preconditionFailed)
        #expect(evaluate([("If-Unmodified-Since", Self.before), ("If-None-Match", "\"a\"")]) == .preconditionFailed)
    }

    @Test("OPTIONS and TRACE ignore preconditions (§13.2.1)", arguments: [HTTP.Method.options, .trace])
    func ignored(_ method: HTTP.Method) {
        #expect(evaluate([("If-Match", "\"b\""), ("If-None-Match", "*")], method) == .proceed)
    }
}
