/// The data of a template: a value type that declares its fields by name.
///
///     struct ShopRow: PageModel {
///         let name: String
///         static let fields: [Field<ShopRow>] = [.text("name") { $0.name }]
///     }
///
/// Binding a template that uses any other name is an error with file and line.
public protocol PageModel: Sendable {
    /// The fields that templates may use.
    static var fields: [Field<Self>] { get }
}

/// The layout type of templates without a layout: a mail, a fragment.
public struct NoLayout: PageModel {
    /// No fields.
    public static let fields: [Field<NoLayout>] = []
    /// The only value.
    public init() {}
}

/// A list of plain strings: `{{#tags}}<li>{{.}}</li>{{/tags}}`.
extension String: PageModel {
    /// The string itself, as `.`, Mustache's name for the current value.
    public static let fields: [Field<String>] = [.text(".") { $0 }]
}

/// The fields of one model type by name, for binding.
@usableFromInline final class ModelShape {
    private let model: Any.Type
    let accesses: [String: Access]
    /// Names declared twice, which binding rejects as ambiguous.
    let duplicates: [String]

    init<Model: PageModel>(_ model: Model.Type) {
        var accesses: [String: Access] = [:]
        var duplicates: [String] = []
        for field in Model.fields where accesses.updateValue(field.access, forKey: field.name) != nil {
            duplicates.append(field.name)
        }
        self.model = model
        self.accesses = accesses
        self.duplicates = duplicates
    }

    /// The name of the type, for errors.
    var name: String { "\(model)" }
}

/// A cache of model shapes, for binding many pages: all share a layout, and many share rows.
public final class ModelShapes {
    private var known: [ObjectIdentifier: ModelShape] = [:]

    /// An empty cache.
    public init() {}

    @usableFromInline func of<Model: PageModel>(_ model: Model.Type) -> ModelShape {
        if let shape = known[ObjectIdentifier(model)] { return shape }
        let shape = ModelShape(model)
        known[ObjectIdentifier(model)] = shape
        return shape
    }
}
