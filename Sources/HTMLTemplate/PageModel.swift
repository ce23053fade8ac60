/// What a template may show: a plain value whose fields are declared by name, once.
///
///     struct ShopRow: PageModel {
///         let name: String
///         static let fields: [Field<ShopRow>] = [.text("name") { $0.name }]
///     }
///
/// A template that names anything else is refused when it is bound, with file and line.
public protocol PageModel: Sendable {
    /// The fields templates may name.
    static var fields: [Field<Self>] { get }
}

/// The layout of a template that has none: a mail, a fragment.
public struct NoLayout: PageModel {
    /// Nothing to show.
    public static let fields: [Field<NoLayout>] = []
    /// The only value.
    public init() {}
}

/// A list of plain strings: `{{#tags}}<li>{{.}}</li>{{/tags}}`.
extension String: PageModel {
    /// The string itself, under Mustache's name for the current value.
    public static let fields: [Field<String>] = [.text(".") { $0 }]
}

/// The fields of one model type, found by name while a template is bound.
@usableFromInline final class ModelShape {
    private let model: Any.Type
    let accesses: [String: Access]
    /// Names declared twice: which one would be shown is anybody's guess, so binding refuses them.
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

    /// The name of the type, for an error.
    var name: String { "\(model)" }
}

/// The shapes met so far: a layout is bound with every page, a row in every place it is shown.
public final class ModelShapes {
    private var known: [ObjectIdentifier: ModelShape] = [:]

    /// None yet.
    public init() {}

    @usableFromInline func of<Model: PageModel>(_ model: Model.Type) -> ModelShape {
        if let shape = known[ObjectIdentifier(model)] { return shape }
        let shape = ModelShape(model)
        known[ObjectIdentifier(model)] = shape
        return shape
    }
}
