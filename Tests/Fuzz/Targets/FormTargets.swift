import HTTP

@testable import Web

/// What any form that was taken keeps to.
private func checkTexts(_ form: Form, of count: Int) throws {
    try promise(form.fields.count + form.files.count <= 1000, "more fields than allowed")
    for (name, value) in form.fields {
        try promise(name.utf8.count <= 600, "a name of \(name.utf8.count) bytes")
        try promise(
            PlainText.clean(value).utf8.elementsEqual(value.utf8), "a value that is not clean: \(Array(value.utf8))")
        try promise(!value.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }, "controls kept")
    }
}

enum MultipartTarget {
    static func check(_ bytes: [UInt8]) throws {
        let body = bytes.starts(with: Array("--B".utf8)) ? bytes : Array("--B\r\n".utf8) + bytes
        let limits = FormLimits(bytes: 1 << 20)
        if let form = try? Multipart.read(body, boundary: "B", limits: limits) {
            try checkTexts(form, of: body.count)
            for (_, file) in form.files {
                try promise(file.name.utf8.count <= 200, "a file name of \(file.name.utf8.count) bytes")
                try promise(!file.name.contains { "/\\\n\t".contains($0) }, "file name \(file.name)")
                try promise(file.name != "." && file.name != "..", "file name \(file.name)")
                try promise(file.bytes.count < body.count, "a file larger than its form")
            }
            let sum =
                form.fields.reduce(0) { $0 + $1.value.utf8.count } + form.files.reduce(0) { $0 + $1.file.bytes.count }
            try promise(sum <= body.count * 3, "\(sum) bytes out of \(body.count)")
        }
        try checkRoundTrip(bytes)
    }

    /// A file comes through byte for byte, whatever it holds, when its sender chose a boundary that is not in it.
    private static func checkRoundTrip(_ contents: [UInt8]) throws {
        let boundary = "7f3e----chaland----a91c"
        guard !String(decoding: contents, as: UTF8.self).contains(boundary) else { return }
        let head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bin\"\r\n\r\n"
        let body = Array(head.utf8) + contents + Array("\r\n--\(boundary)--\r\n".utf8)
        let form = try Multipart.read(body, boundary: boundary, limits: FormLimits(bytes: 1 << 20))
        try promise(form.file("f")?.bytes == contents, "a file came through changed")
    }
}

enum UrlencodedTarget {
    static func check(_ bytes: [UInt8]) throws {
        guard let form = try? Form.urlencoded(bytes[...], limits: FormLimits()) else { return }
        try checkTexts(form, of: bytes.count)
        try promise(form.fields.count <= bytes.count { $0 == 0x26 } + 1, "fields out of nothing")
        let written = form.fields.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
            .joined(separator: "&")
        try promise(
            written.utf8.allSatisfy { $0 == 0x25 || $0 == 0x26 || $0 == 0x3D || PercentEncoding.isUnreserved($0) },
            "written with \(written)")
        let again = try Form.urlencoded(Array(written.utf8)[...], limits: FormLimits(bytes: 1 << 20))
        try promise(again.fields.count == form.fields.count, "\(form.fields.count) fields, then \(again.fields.count)")
        for (first, second) in zip(form.fields, again.fields) {
            try promise(
                first.name.utf8.elementsEqual(second.name.utf8) && first.value.utf8.elementsEqual(second.value.utf8),
                "\(first) became \(second)")
        }
    }
}

enum CookiesTarget {
    /// A cookie of ours is found behind anything that came before it on the line, and holds whatever was put in.
    static func check(_ bytes: [UInt8]) throws {
        let value = String(decoding: bytes, as: UTF8.self)
        let line = SetCookie(name: "chaland-fuzz", value: value, secure: true).line
        try promise(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "Set-Cookie: \(line)")
        try promise(line.split(separator: ";").count == 5, "attributes out of a value: \(line)")
        let pair = Array(line.utf8.prefix { $0 != 0x3B })
        for junk in [[], bytes] {
            let start = Array("GET / HTTP/1.1\r\nHost: h\r\nCookie: ".utf8)
            let wire = start + junk + [0x3B, 0x20] + pair + [13, 10, 13, 10]
            let read = wire.withUnsafeBufferPointer { try? RequestParser.parseHead($0, scanned: 0) }
            // Junk that ends the head, or the line, takes what follows away.
            guard case .complete(let head, let length)? = read, length == wire.count, head.fields.count == 2,
                !String(decoding: junk, as: UTF8.self).contains("chaland-fuzz")
            else { continue }
            try promise(Cookies(head)["chaland-fuzz"]?.utf8.elementsEqual(value.utf8) == true, "lost behind \(junk)")
        }
    }
}
