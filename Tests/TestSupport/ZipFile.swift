import Foundation

/// A zip file made for a test (PKWARE APPNOTE 6.3): its parts are stored as they are, or given as they are compressed.
public struct ZipFile {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// An empty one.
    public init() {}

    /// A zip file of texts.
    public init(_ parts: [(String, String)]) {
        for (name, text) in parts { add(name, Array(text.utf8)) }
    }

    /// Adds a part. With `deflated`, `content` is what `unpackedSize` bytes were compressed to.
    public mutating func add(_ name: String, _ content: [UInt8], deflated unpackedSize: Int? = nil, crc: UInt32? = nil)
    {
        let method: [UInt8] = unpackedSize == nil ? [0, 0] : [8, 0]
        let head =
            method + [0, 0, 0x21, 0x50] + Self.four(crc ?? Self.crc(content)) + Self.four(UInt32(content.count))
            + Self.four(UInt32(unpackedSize ?? content.count)) + Self.two(name.utf8.count) + [0, 0]
        directory += [0x50, 0x4B, 1, 2, 20, 0, 20, 0, 0, 0] + head
        directory += [UInt8](repeating: 0, count: 10) + Self.four(UInt32(bytes.count)) + Array(name.utf8)
        bytes += [0x50, 0x4B, 3, 4, 20, 0, 0, 0] + head + Array(name.utf8) + content
        count += 1
    }

    /// The file.
    public var file: [UInt8] {
        bytes + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.two(count) + Self.two(count)
            + Self.four(UInt32(directory.count)) + Self.four(UInt32(bytes.count)) + [0, 0]
    }

    private static func two(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }
    private static func four(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(number >> ($0 * 8) & 0xFF) } }

    /// CRC-32 of ISO 3309.
    public static func crc(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var crc = UInt32.max
        for byte in bytes { crc = table[Int((crc ^ UInt32(byte)) & 0xFF)] ^ (crc >> 8) }
        return ~crc
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
}

/// Workbooks made for a test.
public enum TestWorkbook {
    /// An XLSX file. `sheet` is the contents of `sheetData`, `formats` are number formats: style n + 1 has the n-th.
    public static func xlsx(
        _ sheet: String, strings: [String] = [], formats: [String] = [], sheets: String? = nil,
        others: [(String, String)] = []
    ) -> ZipFile {
        let numbers = formats.enumerated().map { "<numFmt numFmtId=\"\(200 + $0)\" formatCode=\"\($1)\"/>" }.joined()
        let styles = formats.indices.map { "<xf numFmtId=\"\(200 + $0)\"/>" }.joined()
        let items = strings.map { "<si><t>\($0)</t></si>" }.joined()
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        return ZipFile(
            [
                ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\(sheet)</sheetData></worksheet>"),
                ("xl/sharedStrings.xml", "<sst>\(items)</sst>"),
                (
                    "xl/styles.xml",
                    "<styleSheet><numFmts>\(numbers)</numFmts><cellXfs><xf numFmtId=\"0\"/>\(styles)</cellXfs></styleSheet>"
                ),
                (
                    "xl/_rels/workbook.xml.rels",
                    """
                    <Relationships><Relationship Id="r1" Type="\(kind)/worksheet" Target="worksheets/sheet1.xml"/>
                    <Relationship Id="r2" Type="\(kind)/sharedStrings" Target="sharedStrings.xml"/>
                    <Relationship Id="r3" Type="\(kind)/styles" Target="/xl/styles.xml"/>
                    <Relationship Id="r9" Type="\(kind)/worksheet" Target="worksheets/other.xml"/></Relationships>
                    """
                ),
                (
                    "xl/workbook.xml",
                    "<workbook><sheets>\(sheets ?? "<sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/>")</sheets></workbook>"
                        .replacingOccurrences(of: "<workbook>", with: "<workbook xmlns:r=\"\(kind)\">")
                ),
            ] + others)
    }

    /// Rows of texts as the contents of `sheetData`.
    public static func rows(_ rows: [[String]]) -> String {
        rows.map { row in
            "<row>" + row.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + "</row>"
        }.joined()
    }

    /// An ODS file. `tables` is the contents of `office:spreadsheet`.
    public static func ods(_ tables: String, styles: String = "") -> ZipFile {
        let names = ["office", "table", "text", "style"].map { "xmlns:\($0)=\"urn:\($0)\"" }.joined(separator: " ")
        return ZipFile([
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("META-INF/manifest.xml", "<manifest/>"),
            (
                "content.xml",
                """
                <?xml version="1.0" encoding="UTF-8"?><office:document-content \(names)><office:automatic-styles>\(styles)\
                </office:automatic-styles><office:body><office:spreadsheet>\(tables)</office:spreadsheet></office:body>\
                </office:document-content>
                """
            ),
        ])
    }
}
