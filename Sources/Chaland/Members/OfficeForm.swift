import HTMLTemplate
import Shell

/// The choice of an office of the association.
enum OfficeForm {
    static let office = AnyField.choice("office")
    static let fields = [office]

    /// The office chosen in a form; nil for a value that the menu does not have.
    static func read(_ value: String?) -> Office? {
        value.flatMap(Office.init).flatMap { Office.given.contains($0) ? $0 : nil }
    }

    /// The options of a menu.
    static func options(_ offices: [Office], choosing value: String? = nil, _ context: Context) -> HTML {
        var html: HTML = ""
        for office in offices {
            let selected: HTML = office.rawValue == value ? " selected" : ""
            html.append("<option value=\"\(office.rawValue)\"\(selected)>\(office.label(context))</option>")
        }
        return html
    }
}
