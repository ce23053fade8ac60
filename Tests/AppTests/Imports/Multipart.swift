/// A form with one file, as a browser sends it.
struct Multipart {
    let bytes: [UInt8]
    let fields = [
        ("Content-Type", "multipart/form-data; boundary=limite"), ("Sec-Fetch-Site", "same-origin"),
    ]

    init(_ name: String, fileName: String, _ contents: [UInt8], others: [(String, String)] = []) {
        var bytes: [UInt8] = []
        for (name, value) in others {
            bytes += Array("--limite\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        bytes += Array(
            "--limite\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(fileName)\"\r\nContent-Type: text/csv\r\n\r\n"
                .utf8)
        self.bytes = bytes + contents + Array("\r\n--limite--\r\n".utf8)
    }
}
