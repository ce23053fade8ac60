import HTTP
import Testing

@testable import Web

@Suite("Router") struct RouterTests {
    let router: Router<String>

    init() throws {
        router = try Router([
            (.get, "/", "home"),
            (.get, "/boutiques", "shops"),
            (.get, "/projets/nouveau", "new project"),
            (.get, "/projets/:project", "project"),
            (.post, "/projets/:project", "change project"),
            (.post, "/projets/:project/votes/:ballot", "vote"),
            (.get, "/a/b", "literal"),
            (.get, "/a/:x/c", "back"),
        ])
    }

    func match(_ method: HTTP.Method, _ path: String) -> String {
        switch router.match(method, Array(path.utf8)[...]) {
        case .found(let target, _): target
        case .wrongMethod(let allowed): "405 " + allowed.map(\.rawValue).joined(separator: ", ")
        case .notFound: "404"
        }
    }

    @Test(
        "matches a route",
        arguments: [
            ("/", "home"), ("/boutiques", "shops"), ("/projets/nouveau", "new project"), ("/projets/12", "project"),
            ("/projets/nouveaux", "project"), ("/a/b", "literal"), ("/a/b/c", "back"), ("/a/z/c", "back"),
        ])
    func finds(_ path: String, _ target: String) {
        #expect(match(.get, path) == target)
        #expect(match(.head, path) == target)
    }

    @Test(
        "does not match other paths",
        arguments: [
            "", "boutiques", "//", "/boutiques/", "/Boutiques", "/boutique", "/projets/", "/projets//", "/a//c", "*",
        ])
    func notFound(_ path: String) { #expect(match(.get, path) == "404") }

    @Test("lists the methods of a path")
    func wrongMethod() {
        #expect(match(.post, "/boutiques") == "405 GET, HEAD, OPTIONS")
        #expect(match(.delete, "/projets/12") == "405 GET, HEAD, POST, OPTIONS")
        #expect(match(.get, "/projets/12/votes/3") == "405 POST, OPTIONS")
        #expect(match(.head, "/projets/12/votes/3") == "405 POST, OPTIONS")
        #expect(match(.options, "*") == "405 GET, HEAD, POST, OPTIONS")
        // The literal route has no POST; the route with the parameter has.
        #expect(match(.post, "/projets/nouveau") == "change project")
    }

    @Test("parameters are decoded once") func parameters() throws {
        let path = Array("/projets/d%20é/votes/42".utf8)
        guard case .found(_, let parameters) = router.match(.post, path[...]) else {
            Issue.record("not found")
            return
        }
        #expect(parameters["project"] == "d%20é")
        #expect(parameters["ballot"] == "42")
        #expect(parameters["shop"] == nil)
        let request = Request(.post, "/projets/d%2520%C3%A9/votes/42")
        guard case .found(_, let decoded) = router.match(.post, request.head.pathBytes) else {
            Issue.record("not found")
            return
        }
        #expect(decoded["project"] == "d%20é")
    }

    @Test(
        "rejects two ambiguous routes",
        arguments: [
            ["/a", "/a"], ["/a/:x", "/a/:y"], ["/a/:x/c", "/a/b/:y"], ["/:x/b", "/a/:y"], ["/:a/:b", "/:c/:d"],
        ])
    func conflicts(_ patterns: [String]) {
        #expect(throws: RouteConflict.self) { try Router(patterns.map { (HTTP.Method.get, $0, 1) }) }
        #expect(throws: Never.self) {
            try Router([(.get, patterns[0], 1), (.post, patterns[1], 2)])
        }
    }

    @Test(
        "rejects invalid patterns", arguments: ["", "a", "/a/", "//", "/a//b", "/:", "/a/:x/:x", "/a/../b", "/."])
    func unreadable(_ pattern: String) {
        #expect(throws: RouteConflict.self) { try Router([(.get, pattern, 1)]) }
    }

    @Test("HEAD and OPTIONS cannot be declared") func derived() {
        #expect(throws: RouteConflict.self) { try Router([(.head, "/a", 1)]) }
        #expect(throws: RouteConflict.self) { try Router([(.options, "/a", 1)]) }
    }
}
