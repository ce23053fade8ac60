/// The values of a route's parameters in one request, as positions in its path; decoded to text on access.
public struct Parameters: Sendable {
    struct Place: Sendable {
        let name: String
        let segment: Int
    }

    private let path: ArraySlice<UInt8>
    private let places: [Place]

    /// No parameters, for a request without a route.
    public init() { self.init(path: [], places: []) }

    init(path: ArraySlice<UInt8>, places: [Place]) {
        self.path = path
        self.places = places
    }

    static func places(of pattern: RoutePattern) -> [Place] {
        pattern.segments.enumerated().compactMap { index, segment in
            if case .parameter(let name) = segment { Place(name: name, segment: index) } else { nil }
        }
    }

    /// The decoded text of the parameter `name`; nil when the route has no such parameter.
    public subscript(name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

    /// The decoded bytes of the parameter `name`: at least one, none of them a slash.
    public func bytes(_ name: String) -> ArraySlice<UInt8>? {
        guard let place = places.first(where: { $0.name == name }) else { return nil }
        var start = path.startIndex + 1
        for _ in 0..<place.segment {
            guard let slash = path[start...].firstIndex(of: 0x2F) else { return nil }
            start = slash + 1
        }
        return path[start..<(path[start...].firstIndex(of: 0x2F) ?? path.endIndex)]
    }
}
