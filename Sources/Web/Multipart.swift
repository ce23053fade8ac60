/// Parses `multipart/form-data` (RFC 7578, RFC 2046 §5.1) from a complete body in memory, strictly and in one pass.
///
/// Rejected although the RFCs allow it: text before the first and after the last delimiter, white space after a
/// delimiter, folded lines, nested multiparts, transfer encodings that need decoding.
enum Multipart {
    /// `boundary` of RFC 2046 §5.1.1: 1 to 70 characters, the last one not a space. It has no CR, so the search below
    /// is linear.
    static func isBoundary(_ text: String) -> Bool {
        (1...70).contains(text.utf8.count) && text.utf8.last != 0x20
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20, 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D, 0x3F, 0x5F: true
                default: false
                }
            }
    }

    static func read(_ body: [UInt8], boundary: String, limits: FormLimits) throws(FormError) -> Form {
        let delimiter = Array("\r\n--\(boundary)".utf8)
        guard body.starts(with: delimiter.dropFirst(2)) else { throw .malformed("multipart without its boundary") }
        var form = Form()
        var position = delimiter.count - 2
        while true {
            switch (byte(body, position), byte(body, position + 1)) {
            case (0x0D, 0x0A):
                let start = position + 2
                guard let end = find(delimiter, in: body[...], from: start - 2) else {
                    throw .malformed("multipart cut short")
                }
                // The line break after the previous delimiter may begin the next one: a part without a head.
                guard end >= start else { throw .malformed("part without a head") }
                try readPart(body[start..<end], into: &form, limits: limits)
                position = end + delimiter.count
            case (0x2D, 0x2D):
                let rest = body[(position + 2)...]
                guard rest.isEmpty || rest.elementsEqual([0x0D, 0x0A]) else {
                    throw .malformed("text after a multipart")
                }
                return form
            default:
                throw .malformed("delimiter without an end")
            }
        }
    }

    private static func readPart(_ part: ArraySlice<UInt8>, into form: inout Form, limits: FormLimits)
        throws(FormError)
    {
        guard let blank = find([0x0D, 0x0A, 0x0D, 0x0A], in: part.prefix(limits.partHeadBytes), from: part.startIndex)
        else { throw .malformed("part without a head, or head over its limit") }
        let head = try PartHead(part[part.startIndex..<blank])
        let contents = part[(blank + 4)...]
        // Browsers send this for an empty file input (HTML §4.10.22.4).
        if let fileName = head.fileName, fileName.isEmpty, contents.isEmpty { return }
        try head.name.withUnsafeBufferPointer { (fieldName) throws(FormError) in
            guard let fileName = head.fileName else {
                return try contents.withUnsafeBufferPointer { (contents) throws(FormError) in
                    try form.append(fieldName, contents, limits: limits)
                }
            }
            guard let name = displayName(fileName) else { throw .malformed("file name that is not UTF-8") }
            let file = Form.UploadedFile(name: name, type: head.type, bytes: Array(contents))
            try form.append(fieldName, file: file, limits: limits)
        }
    }

    /// The last component of a file name, without line breaks and tabs, truncated to 200 bytes at a character boundary;
    /// empty when only dots and spaces are left. Nil when it is not UTF-8.
    static func displayName(_ bytes: [UInt8]) -> String? {
        guard let text = PlainText.clean(bytes) else { return nil }
        let last = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last ?? ""
        var name = last.filter { $0 != "\n" && $0 != "\t" }
        while name.utf8.count > 200 { name.removeLast() }
        return name.allSatisfy { $0 == "." || $0 == " " } ? "" : name
    }

    private static func byte(_ body: [UInt8], _ index: Int) -> UInt8? { index < body.count ? body[index] : nil }

    /// The first occurrence of `wanted`, which starts with a CR. A delimiter has no other CR, so no match can begin
    /// within a partial match, and the search is linear for any body. (The blank line has two, and is searched only in
    /// the bounded head of a part.)
    private static func find(_ wanted: [UInt8], in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        var candidate = start
        while candidate <= bytes.endIndex - wanted.count {
            if bytes[candidate] == 0x0D {
                var matched = 1
                while matched < wanted.count, bytes[candidate + matched] == wanted[matched] { matched += 1 }
                if matched == wanted.count { return candidate }
                candidate += matched
                // The mismatched byte, or for a blank line the one before it, may be a CR that begins the next
                // candidate.
                if bytes[candidate - 1] == 0x0D, matched > 1 { candidate -= 1 }
            } else {
                candidate += 1
            }
        }
        return nil
    }
}
