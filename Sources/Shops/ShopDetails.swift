/// The fields of a shop that people write. A value is changed by copy, through `ShopFields` or a property, so that a
/// change touches only the fields it names.
package struct ShopDetails: Sendable, Equatable {
    package var name = ""
    /// «Boulangerie», in free words.
    package var trade = ""
    /// The house number and the street; postcode and town are apart.
    package var address = ""
    package var postcode = ""
    package var town = ""
    /// Its position, for maps and distances; nil while it is unknown.
    package var place: Shop.Place?
    /// A few sentences about the shop.
    package var description = ""
    /// Its website, `http` or `https`, validated before it is assigned.
    package var site = ""
    /// As `PhoneNumber.text`.
    package var phone = ""
    /// Shown on its page; empty for none.
    package var email = ""
    /// Addresses, as `SocialPage` reads them.
    package var instagram = ""
    package var facebook = ""
    /// Chosen from lists: see `ShopChoices`.
    package var access = ""
    package var payment = ""
    package var services = ""
    /// A line of words under the hours: «lundi sur rendez-vous».
    package var remark = ""
    /// Its surface in square decimetres. With `frontage` and `headcount` for sharing costs: private to the association.
    package var surface: Int?
    /// The length of its front in centimetres.
    package var frontage: Int?
    /// The number of people who work there.
    package var headcount: Int?

    /// All fields empty.
    package init() {}

    /// The two required fields; the others are empty.
    package init(name: String, trade: String) { (self.name, self.trade) = (name, trade) }

    /// The street of the address, for the directory's filter: «14 bis, bd de la Gare» → «boulevard de la Gare».
    package var street: String { Street.name(in: address, town: town) }

    /// The text of a field.
    package subscript(field: ShopField) -> String {
        get { self[keyPath: field.path] }
        set { self[keyPath: field.path] = newValue }
    }

    /// The place as the text of a field: «48.85 2.39», empty for none.
    var placeText: String {
        get { place.map { "\($0.latitude) \($0.longitude)" } ?? "" }
        set {
            let degrees = newValue.split(separator: " ").compactMap { Double($0) }
            place = degrees.count == 2 ? Shop.Place(latitude: degrees[0], longitude: degrees[1]) : nil
        }
    }

    /// The numbers as the texts of fields: «45,5» square metres, «6,2» metres, «3».
    var surfaceText: String {
        get { Measure.surface.text(surface) }
        set { surface = Measure.surface.read(newValue) }
    }
    var frontageText: String {
        get { Measure.frontage.text(frontage) }
        set { frontage = Measure.frontage.read(newValue) }
    }
    var headcountText: String {
        get { Measure.headcount.text(headcount) }
        set { headcount = Measure.headcount.read(newValue) }
    }

    /// The fields whose text differs from that in `old`.
    package func changed(from old: ShopDetails) -> [ShopField] { ShopFields.all.filter { self[$0] != old[$0] } }

    /// The texts of some fields, by name: what an undo restores.
    package func texts(of fields: [ShopField]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: fields.map { ($0.name, self[$0]) })
    }

    /// A copy with these texts replaced.
    package func replacing(_ texts: [String: String]) -> ShopDetails {
        var new = self
        for field in ShopFields.all { if let text = texts[field.name] { new[field] = text } }
        return new
    }
}
