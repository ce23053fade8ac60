import Foundation
import Gzip
import HTTP
import Testing

@testable import Web

@Suite("Static files") final class StaticFilesTests {
    let folder = NSTemporaryDirectory() + "chaland-static-\(UUID().uuidString)"
    let css = String(repeating: "body { color: red }\n", count: 100)

    init() throws {
        try write(
            "chaland.css",
            css + "a { background: url(icons/star.svg#s) } /* url(missing.png) */ b { content: \"url(no)\" }")
        try write("icons/star.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        try write("favicon.ico", "icon")
        try write("été .txt", "accents")
        try write(".secret", "hidden")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func write(_ name: String, _ text: String) throws {
        let path = "\(folder)/\(name)"
        let parent = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    func load(roots: [String] = ["favicon.ico"]) throws -> StaticFiles { try StaticFiles(folder: folder, roots: roots) }

    func get(_ files: StaticFiles, _ target: String, _ fields: [(String, String)] = [], _ method: HTTP.Method = .get)
        -> Response?
    {
        files.answer(Request(method, target, fields: fields))
    }

    func bytes(_ response: Response?) -> [UInt8] {
        switch response?.body {
        case .bytes(let bytes)?: bytes
        case .slice(let bytes, let range)?: Array(bytes[range])
        default: []
        }
    }

    @Test("a modification time in the future becomes now (RFC 9110 §8.8.2.1)") func future() throws {
        let tomorrow = Date.now.addingTimeInterval(86_400)
        try FileManager.default.setAttributes([.modificationDate: tomorrow], ofItemAtPath: folder + "/favicon.ico")
        let changed = try #require(get(try load(), "/favicon.ico")?.fields[.lastModified])
        #expect(try #require(HTTPDate.parse(changed)) <= Int(Date.now.timeIntervalSince1970))
    }

    @Test("hashed names are cached for a year, plain ones are revalidated") func policies() throws {
        let files = try load()
        let url = files.url("chaland.css")
        #expect(url.wholeMatch(of: #//public/chaland-[0-9a-f]{16}\.css/#) != nil)
        let hashed = try #require(get(files, url))
        #expect(hashed.status == .ok)
        #expect(hashed.fields[.cacheControl] == "public, max-age=31536000, immutable")
        #expect(hashed.fields[.contentType] == "text/css; charset=utf-8")
        #expect(hashed.fields[.vary] == "Accept-Encoding")
        #expect(hashed.fields["X-Content-Type-Options"] == "nosniff")
        let fixed = try #require(get(files, "/public/chaland.css"))
        #expect(fixed.fields[.cacheControl] == "public, max-age=0, must-revalidate")
        #expect(bytes(fixed) == bytes(hashed))
        #expect(bytes(get(files, "/favicon.ico")) == Array("icon".utf8))
        #expect(bytes(get(files, files.url("été .txt"))) == Array("accents".utf8))
        #expect(files.names == ["chaland.css", "favicon.ico", "icons/star.svg", "été .txt"])
    }

    @Test("a style sheet refers to hashed names, and its own name changes with them") func styleSheets() throws {
        let files = try load()
        let sheet = String(decoding: bytes(get(files, files.url("chaland.css"))), as: UTF8.self)
        #expect(sheet.contains("background:url(\"\(files.url("icons/star.svg"))#s\")"))
        #expect(!sheet.contains("url(missing.png)") && sheet.contains("\"url(no)\""))
        try write("icons/star.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>")
        #expect(try load().url("chaland.css") != files.url("chaland.css"))
    }

    @Test(
        "a style sheet that refers to a missing file stops the program",
        arguments: [
            "url(missing.png)", "url('../x.png')", "url(\"chaland.css\")", "url(two.css)", "URL( sub/../nothing )",
        ])
    func brokenStyleSheets(_ reference: String) throws {
        try write("chaland.css", "a { b: \(reference) }")
        try write("two.css", "@import url(chaland.css);")
        #expect(throws: FileTreeError.self) { try load() }
    }

    @Test(
        "other references are unchanged",
        arguments: ["data:image/png;base64,AA", "#a", "/b.png", "//x/y", "https://x/y"])
    func otherReferences(_ reference: String) throws {
        try write("chaland.css", "a { b: url(\(reference)) } @import url('icons/../two.css'); url(")
        try write("two.css", "")
        let files = try load()
        let sheet = String(decoding: bytes(get(files, files.url("chaland.css"))), as: UTF8.self)
        #expect(sheet == "a{b:url(\"\(reference)\")}@import url(\"\(files.url("two.css"))\");url(")
    }

    @Test(
        "a style sheet is served without comments and idle spaces",
        arguments: [
            ("a  b > c ,\n d { color : red ; }", "a b > c,d{color :red;}"),
            ("a:is( b ) { w: calc( 1px + 2px ) } /* x */", "a:is( b ){w:calc( 1px + 2px )}"),
            ("a /* x */ :hover { content: \"/* ; */  x\" }", "a :hover{content:\"/* ; */  x\"}"),
            ("@media (min-width: 1px) and (x) {\n  a { b: c d }\n}\n", "@media (min-width:1px) and (x){a{b:c d}}"),
            ("/* never ends", ""), ("", ""),
        ])
    func compacted(_ sheet: String, _ served: String) {
        #expect(String(decoding: StyleSheet.compacted(Array(sheet.utf8)), as: UTF8.self) == served)
    }

    @Test("a compressed file is sent to clients that accept gzip") func gzip() throws {
        let files = try load()
        let accepts = [("Accept-Encoding", "br, gzip;q=0.5")]
        let packed = try #require(get(files, "/public/chaland.css", accepts))
        #expect(packed.fields[.contentEncoding] == "gzip")
        #expect(Gzip.decompress(bytes(packed)) == bytes(get(files, "/public/chaland.css")))
        #expect(get(files, "/public/chaland.css", [("Accept-Encoding", "gzip;q=0")])?.fields[.contentEncoding] == nil)
        #expect(get(files, "/favicon.ico", accepts)?.fields[.contentEncoding] == nil)
        #expect(get(files, "/favicon.ico", accepts)?.fields[.vary] == nil)
    }

    @Test("a current copy is answered 304", arguments: [false, true])
    func conditional(_ gzip: Bool) throws {
        let files = try load()
        let accepts = gzip ? [("Accept-Encoding", "gzip")] : []
        let first = try #require(get(files, "/public/chaland.css", accepts))
        let tag = try #require(first.fields[.etag])
        let date = try #require(first.fields[.lastModified])
        for fields in [("If-None-Match", tag), ("If-None-Match", "W/" + tag), ("If-Modified-Since", date)] {
            let answer = try #require(get(files, "/public/chaland.css", accepts + [fields]))
            #expect(answer.status == .notModified)
            #expect(answer.body.count == 0)
            #expect(answer.fields[.etag] == tag && answer.fields[.vary] != nil && answer.fields[.contentType] == nil)
        }
        #expect(get(files, "/public/chaland.css", accepts + [("If-Match", "\"x\"")])?.status == .preconditionFailed)
        #expect(get(files, "/public/chaland.css", accepts + [("If-None-Match", "\"x\"")])?.status == .ok)
    }

    @Test("ranges are answered 206") func ranges() throws {
        let files = try load()
        let whole = bytes(get(files, "/public/chaland.css"))
        let tag = try #require(get(files, "/public/chaland.css")?.fields[.etag])
        let one = try #require(
            get(files, "/public/chaland.css", [("Range", "bytes=5-9"), ("Accept-Encoding", "gzip")]))
        #expect(one.status == .partialContent && bytes(one) == Array(whole[5...9]))
        #expect(one.fields[.contentRange] == "bytes 5-9/\(whole.count)" && one.fields[.contentEncoding] == nil)
        #expect(one.fields[.contentType] == "text/css; charset=utf-8")
        let two = try #require(get(files, "/public/chaland.css", [("Range", "bytes=0-1,-2")]))
        #expect(two.status == .partialContent)
        #expect(two.fields[.contentType]?.hasPrefix("multipart/byteranges; boundary=") == true)
        #expect(two.fields.all(.contentType).count == 1)
        #expect(String(decoding: bytes(two), as: UTF8.self).contains("Content-Range: bytes 0-1/\(whole.count)"))
        let beyond = try #require(get(files, "/public/chaland.css", [("Range", "bytes=99999-")]))
        #expect(beyond.status == .rangeNotSatisfiable && beyond.fields[.contentRange] == "bytes */\(whole.count)")
        let range = [("Range", "bytes=0-1")]
        #expect(get(files, "/public/chaland.css", range + [("If-Range", tag)])?.status == .partialContent)
        #expect(get(files, "/public/chaland.css", range + [("If-Range", "\"x\"")])?.status == .ok)
        #expect(get(files, "/public/chaland.css", [("Range", "lines=1")])?.status == .ok)
        // Only GET has ranges: HEAD has the headers of GET without a range.
        let head = try #require(get(files, "/public/chaland.css", [("Accept-Encoding", "gzip")] + range, .head))
        #expect(head.status == .ok && head.fields[.contentEncoding] == "gzip")
    }

    @Test("other methods are answered 405 with Allow") func methods() throws {
        let files = try load()
        #expect(get(files, "/favicon.ico", [], .head)?.body.count == 4)
        let post = try #require(get(files, "/favicon.ico", [], .post))
        #expect(post.status == .methodNotAllowed && post.fields[.allow] == "GET, HEAD, OPTIONS")
        #expect(get(files, "/favicon.ico", [], .options)?.status == .noContent)
    }

    @Test(
        "other paths are not files",
        arguments: [
            "/public/", "/public", "/public/.secret", "/public/icons", "/public/icons/", "/chaland.css",
            "/icons/star.svg",
            "/public/chaland-0000000000000000.css", "/public/..%5Cfavicon.ico", "/public/%2e%2e/etc/passwd",
            "/public/link.txt", "/public/linked/passwd", "/public/chaland.css/", "/public//chaland.css",
            "/public/CHALAND.css",
        ])
    func nothingElse(_ target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: folder + "/link.txt", withDestinationPath: "/etc/passwd")
        try FileManager.default.createSymbolicLink(atPath: folder + "/linked", withDestinationPath: "/etc")
        let files = try load()
        #expect(get(files, target) == nil)
        #expect(!files.contains("link.txt") && !files.contains(".secret"))
    }

    @Test("a missing folder or root file stops the program") func missing() throws {
        #expect(throws: FileTreeError.self) { try StaticFiles(folder: "/nowhere") }
        #expect(throws: FileTreeError.self) { try load(roots: ["robots.txt"]) }
    }
}
