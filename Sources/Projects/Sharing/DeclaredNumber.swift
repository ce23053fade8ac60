import Shops

extension KeyMeasure {
    /// A number as a shop types it; nil for anything else, and for a measure that is not typed.
    func read(_ typed: String) -> Int? {
        switch self {
        case .equal, .category: nil
        case .surface: Measure.surface.read(typed)
        case .frontage: Measure.frontage.read(typed)
        case .headcount: Measure.headcount.read(typed)
        }
    }

    /// The details with this number.
    func setting(_ number: Int, in details: ShopDetails) -> ShopDetails {
        var details = details
        switch self {
        case .equal, .category: break
        case .surface: details.surface = number
        case .frontage: details.frontage = number
        case .headcount: details.headcount = number
        }
        return details
    }
}
