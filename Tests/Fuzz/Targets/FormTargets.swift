import HTTP

@testable import Web

/// Invariants of every accepted form.
private func checkTexts(_ form: Form, of count: Int) throws {
    try require(form.fields.count + form.files.count <= 1000, "more fields than allowed")
    for (name, value) in form.fields {
        try require(name.utf8.count <= 600, "a name of \(name.utf8.count) bytes")
        try require(
            PlainText.clean(value).utf8.elementsEqual(value.utf8), "a value that is not clean: \(Array(value.utf8))")
        try require(
            !value.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }, "control characters")
    }
}

enum MultipartTarget {
    static func check(_ bytes: [UInt8]) throws {
        let body = bytes.starts(with: Array("--B".utf8)) ? bytes : Array("--B\r\n".utf8) + bytes
        let limits = FormLimits(bytes: 1 << 20)
        if let form = try? Multipart.read(body, boundary: "B", limits: limits) {
            try checkTexts(form, of: body.count)
            for (_, file) in form.files {
                try require(file.name.utf8.count <= 200, "a file name of \(file.name.utf8.count) bytes")
                try require(!file.name.contains { "/\\\n\t".contains($0) }, "file name \(file.name)")
                try require(file.name != "." && file.name != "..", "file name \(file.name)")
                try require(file.bytes.count < body.count, "a file larger than its form")
            }
            let sum =
                form.fields.reduce(0) { $0 + $1.value.utf8.count } + form.files.reduce(0) { $0 + $1.file.bytes.count }
            try require(sum <= body.count * 3, "\(sum) bytes out of \(body.count)")
        }
        try checkRoundTrip(bytes)
    }

    /// A file is read unchanged, whatever its bytes, when they do not contain the boundary.
    private static func checkRoundTrip(_ contents: [UInt8]) throws {
        let boundary = "7f3e----chaland----a91c"
        guard !String(decoding: contents, as: UTF8.self).contains(boundary) else { return }
        let head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bin\"\r\n\r\n"
        let body = Array(head.utf8) + contents + Array("\r\n--\(boundary)--\r\n".utf8)
        let form = try Multipart.read(body, boundary: boundary, limits: FormLimits(bytes: 1 << 20))
        try require(form.file("f")?.bytes == contents, "a file was changed")
    }
}

enum UrlencodedTarget {
    static func check(_ bytes: [UInt8]) throws {
        guard let form = try? Form.urlencoded(bytes[...], limits: FormLimits()) else { return }
        try checkTexts(form, of: bytes.count)
        try require(form.fields.count <= bytes.count { $0 == 0x26 } + 1, "more fields than separators")
        let written = form.fields.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
            .joined(separator: "&")
        try require(
            written.utf8.allSatisfy { $0 == 0x25 || $0 == 0x26 || $0 == 0x3D || PercentEncoding.isUnreserved($0) },
            "written with \(written)")
        let again = try Form.urlencoded(Array(written.utf8)[...], limits: FormLimits(bytes: 1 << 20))
        try require(again.fields.count == form.fields.count, "\(form.fields.count) fields, then \(again.fields.count)")
        for (first, second) in zip(form.fields, again.fields) {
            try require(
                first.name.utf8.elementsEqual(second.name.utf8) && first.value.utf8.elementsEqual(second.value.utf8),
                "\(first) became \(second)")
        }
    }
}

enum CookiesTarget {
    /// A cookie set by this program is found after any other bytes on the line, with its value unchanged.
    static func check(_ bytes: [UInt8]) throws {
        let value = String(decoding: bytes, as: UTF8.self)
        let line = SetCookie(name: "chaland-fuzz", value: value, secure: true).line
        try require(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "Set-Cookie: \(line)")
        try require(line.split(separator: ";").count == 5, "the value added attributes: \(line)")
        let pair = Array(line.utf8.prefix { $0 != 0x3B })
        for junk in [[], bytes] {
            let start = Array("GET / HTTP/1.1\r\nHost: h\r\nCookie: ".utf8)
            let wire = start + junk + [0x3B, 0x20] + pair + [13, 10, 13, 10]
            let read = wire.withUnsafeBufferPointer { try? RequestParser.parseHead($0, scanned: 0) }
            // Bytes that end the head or the line hide the cookie.
            guard case .complete(let head, let length)? = read, length == wire.count, head.fields.count == 2,
                !String(decoding: junk, as: UTF8.self).contains("chaland-fuzz")
            else { continue }
            try require(Cookies(head)["chaland-fuzz"]?.utf8.elementsEqual(value.utf8) == true, "lost after \(junk)")
        }
    }
}
