import Web

/// Links to OpenStreetMap. Plain links, so nothing is loaded from the map’s site.
enum MapLink {
    /// A position when it is known, else a search for an address; nil without both.
    static func of(_ place: Shop.Place?, address: String, city: String) -> String? {
        if let place {
            let (latitude, longitude) = (String(place.latitude), String(place.longitude))
            return "https://www.openstreetmap.org/?mlat=\(latitude)&mlon=\(longitude)#map=19/\(latitude)/\(longitude)"
        }
        if address.isEmpty { return nil }
        let words = [address, city].filter { !$0.isEmpty }.joined(separator: ", ")
        return "https://www.openstreetmap.org/search" + QueryString([("query", words)]).description
    }
}
