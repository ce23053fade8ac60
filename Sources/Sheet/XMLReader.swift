import CExpat
import Glibc

/// Takes the elements of a document, by their names without prefix.
protocol XMLHandler: AnyObject {
    func start(_ name: String, _ attributes: XMLAttributes) throws(Workbook.Problem)
    func end(_ name: String) throws(Workbook.Problem)
    func text(_ text: String)
    /// Whether the rest of the document is of no interest.
    var isDone: Bool { get }
}

/// The attributes of an element, by their names without prefix.
struct XMLAttributes {
    fileprivate let pointer: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

    subscript(_ name: String) -> String? {
        guard let pointer else { return nil }
        var index = 0
        while let other = pointer[index], let value = pointer[index + 1] {
            if strcmp(XMLReader.local(other), name) == 0 { return String(cString: value) }
            index += 2
        }
        return nil
    }
}

/// Parses a document with expat. A document type declaration ends it: no spreadsheet writes one, and entities that
/// expand without end or name other files need one.
final class XMLReader {
    private let handler: any XMLHandler
    private var problem: Workbook.Problem?
    private var depth = 0
    private let parser: XML_Parser

    /// The most elements inside each other.
    private static let mostDepth = 200

    /// Parses a part of an archive.
    /// - Throws: `damaged` when it is missing or not well-formed.
    static func read(
        _ part: String, of archive: inout Archive, with handler: any XMLHandler
    ) throws(Workbook.Problem) {
        guard let parser = XML_ParserCreate(nil) else { throw .damaged }
        let reader = XMLReader(parser, handler)
        let isThere = try archive.unpack(part) { piece throws(Workbook.Problem) in
            try reader.parse(piece, isLast: false)
            return !handler.isDone
        }
        guard isThere else { throw .damaged }
        if !handler.isDone { try reader.parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) }
    }

    private init(_ parser: XML_Parser, _ handler: any XMLHandler) {
        (self.parser, self.handler) = (parser, handler)
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { data, name, attributes in
                guard let name else { return }
                XMLReader.of(data)?.start(name, XMLAttributes(pointer: attributes))
            },
            { data, name in
                guard let name else { return }
                XMLReader.of(data)?.end(name)
            })
        XML_SetCharacterDataHandler(parser) { data, text, length in
            guard let text else { return }
            let bytes = UnsafeRawBufferPointer(start: text, count: Int(length))
            XMLReader.of(data)?.handler.text(String(decoding: bytes, as: UTF8.self))
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in XMLReader.of(data)?.stop(.damaged) }
    }

    deinit { XML_ParserFree(parser) }

    private static func of(_ data: UnsafeMutableRawPointer?) -> XMLReader? {
        data.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The name behind its prefix.
    fileprivate static func local(_ name: UnsafePointer<XML_Char>) -> UnsafePointer<XML_Char> {
        strrchr(name, Int32(UInt8(ascii: ":"))).map { UnsafePointer($0) + 1 } ?? name
    }

    private func parse(_ piece: UnsafeRawBufferPointer, isLast: Bool) throws(Workbook.Problem) {
        let start = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
        let status = XML_Parse(parser, start, Int32(piece.count), isLast ? 1 : 0)
        if let problem { throw problem }
        if status == XML_STATUS_ERROR && !handler.isDone { throw .damaged }
    }

    private func start(_ name: UnsafePointer<XML_Char>, _ attributes: XMLAttributes) {
        guard problem == nil, !handler.isDone else { return }
        depth += 1
        guard depth <= Self.mostDepth else { return stop(.damaged) }
        do throws(Workbook.Problem) { try handler.start(String(cString: Self.local(name)), attributes) } catch {
            stop(error)
        }
    }

    private func end(_ name: UnsafePointer<XML_Char>) {
        guard problem == nil, !handler.isDone else { return }
        depth -= 1
        do throws(Workbook.Problem) { try handler.end(String(cString: Self.local(name))) } catch { stop(error) }
        if handler.isDone { XML_StopParser(parser, 0) }
    }

    private func stop(_ reason: Workbook.Problem) {
        problem = reason
        XML_StopParser(parser, 0)
    }
}
