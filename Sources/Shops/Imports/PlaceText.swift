import Base

/// Reads a position from one or two cells.
enum PlaceText {
    /// «48.8505879602, 2.39254671346», «POINT (2.39 48.85)».
    static func read(_ text: String) -> Shop.Place? {
        var text = text
        if text.utf8.count <= 100, let open = text.firstIndex(of: "("), text.last == ")",
            String(text[..<open]).trimmed.lowercased() == "point"
        {
            text = String(text[text.index(after: open)...].dropLast())
        }
        let parts = text.split { $0 == "," || $0 == ";" || $0 == " " }
        guard parts.count == 2, text.contains(".") else { return nil }
        return read(String(parts[0]), String(parts[1]))
    }

    /// A latitude and a longitude in degrees, with a point or a comma; nil outside their ranges, and for 0, 0, which
    /// programs write for «unknown». Exchanged ones are put right where only the other order is in France.
    static func read(_ latitude: String, _ longitude: String) -> Shop.Place? {
        guard let first = degrees(latitude), let second = degrees(longitude), first != 0 || second != 0 else {
            return nil
        }
        let isExchanged = !isFrench(first, second) && isFrench(second, first)
        let (latitude, longitude) = isExchanged ? (second, first) : (first, second)
        guard (-90.0...90).contains(latitude), (-180.0...180).contains(longitude) else { return nil }
        return Shop.Place(latitude: latitude, longitude: longitude)
    }

    private static func degrees(_ text: String) -> Double? {
        text.utf8.count <= 40 ? Double(text.replacing(",", with: ".").filter { !$0.isWhitespace && $0 != "°" }) : nil
    }

    private static func isFrench(_ latitude: Double, _ longitude: Double) -> Bool {
        territories.contains { $0.latitudes.contains(latitude) && $0.longitudes.contains(longitude) }
    }

    /// Bounding boxes in degrees, with some kilometres around; no two overlap when exchanged.
    private static let territories: [(latitudes: ClosedRange<Double>, longitudes: ClosedRange<Double>)] = [
        (41.2...51.3, -5.4...9.8),  // France in Europe
        (14.2...18.3, -63.3 ... -60.6),  // Guadeloupe, Martinique, Saint-Martin, Saint-Barthélemy
        (2.0...6.0, -54.8 ... -51.4),  // Guyane
        (-21.6 ... -20.7, 55.0...56.0),  // La Réunion
        (-13.2 ... -12.4, 44.8...45.5),  // Mayotte
        (46.6...47.3, -56.6 ... -56.0),  // Saint-Pierre-et-Miquelon
        (-23.0 ... -19.0, 158.0...169.0),  // Nouvelle-Calédonie
        (-28.0 ... -7.5, -155.0 ... -134.0),  // Polynésie française
        (-14.6 ... -13.0, -178.5 ... -176.0),  // Wallis-et-Futuna
    ]
}
