import Foundation
import Web

extension String {
    /// The text as a value in a query.
    var addingPercentEncoding: String { PercentEncoding.encode(self) }

    /// A target whose query is not encoded yet.
    var addingPercentEncodingOfQuery: String {
        var result = ""
        for scalar in unicodeScalars {
            if scalar.isASCII {
                result.unicodeScalars.append(scalar)
            } else {
                result += PercentEncoding.encode(String(scalar))
            }
        }
        return result
    }

    /// How often a text occurs in it.
    func components(_ part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let found = rest.range(of: part) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }
}
