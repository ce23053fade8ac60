/// A name that templates may use, and how its value is read from the model.
///
/// The functions are inlinable so that, in the module that declares the model, reading a field is one load at a fixed
/// offset. Through generic code each read would copy the whole model.
public struct Field<Model>: Sendable {
    let name: String
    let access: Access

    @usableFromInline init(_ name: String, _ access: Access) {
        self.name = name
        self.access = access
    }

    /// Text: `{{name}}`, escaped. As a section: rendered unless empty.
    @inlinable public static func text(_ name: String, _ get: @escaping @Sendable (Model) -> String) -> Field {
        Field(
            name,
            .variable(
                Variable(
                    form: .text,
                    write: { $1.append(escaping: get($0.assumingMemoryBound(to: Model.self).pointee)) },
                    test: { !get($0.assumingMemoryBound(to: Model.self).pointee).isEmpty })))
    }

    /// Optional text: `{{#reply}}…{{reply}}…{{/reply}}`; nil renders nothing.
    @inlinable public static func optionalText(_ name: String, _ get: @escaping @Sendable (Model) -> String?) -> Field {
        Field(
            name,
            .variable(
                Variable(
                    form: .text,
                    write: {
                        if let text = get($0.assumingMemoryBound(to: Model.self).pointee) { $1.append(escaping: text) }
                    },
                    test: { get($0.assumingMemoryBound(to: Model.self).pointee) != nil })))
    }

    /// A quantity, with thousands grouped for the locale; selects plural forms. As a section: rendered unless zero.
    @inlinable public static func number(_ name: String, _ get: @escaping @Sendable (Model) -> Int) -> Field {
        Field(
            name,
            .variable(
                Variable(
                    form: .text,
                    write: { $1.append(grouping: get($0.assumingMemoryBound(to: Model.self).pointee)) },
                    test: { get($0.assumingMemoryBound(to: Model.self).pointee) != 0 },
                    number: { get($0.assumingMemoryBound(to: Model.self).pointee) })))
    }

    /// A number that is not a quantity (an id, a year, the value of an attribute): never grouped.
    @inlinable public static func plainNumber(_ name: String, _ get: @escaping @Sendable (Model) -> Int) -> Field {
        Field(
            name,
            .variable(
                Variable(
                    form: .text,
                    write: { $1.append(plain: get($0.assumingMemoryBound(to: Model.self).pointee)) },
                    test: { get($0.assumingMemoryBound(to: Model.self).pointee) != 0 },
                    number: { get($0.assumingMemoryBound(to: Model.self).pointee) })))
    }

    /// Markup from trusted code: `{{{chart}}}`, only between tags. As a section: rendered unless empty.
    @inlinable public static func html(_ name: String, _ get: @escaping @Sendable (Model) -> HTML) -> Field {
        Field(
            name,
            .variable(
                Variable(
                    form: .markup,
                    write: { $1.append(get($0.assumingMemoryBound(to: Model.self).pointee).bytes) },
                    test: { !get($0.assumingMemoryBound(to: Model.self).pointee).bytes.isEmpty })))
    }

    /// JSON for `<script type="application/ld+json">{{{name}}}</script>`, the only place it is allowed. As a section:
    /// rendered unless empty.
    @inlinable public static func json(_ name: String, _ get: @escaping @Sendable (Model) -> String) -> Field {
        Field(
            name,
            .variable(
                Variable(
                    form: .json,
                    write: { $1.append(json: get($0.assumingMemoryBound(to: Model.self).pointee)) },
                    test: { !get($0.assumingMemoryBound(to: Model.self).pointee).isEmpty })))
    }

    /// A Boolean, for sections only.
    @inlinable public static func flag(_ name: String, _ get: @escaping @Sendable (Model) -> Bool) -> Field {
        Field(name, .flag { get($0.assumingMemoryBound(to: Model.self).pointee) })
    }

    /// Rows: the section is rendered once per row, with the row's fields in scope. An inverted section is rendered when
    /// there are none.
    @inlinable public static func list<Row: PageModel>(
        _ name: String, _ get: @escaping @Sendable (Model) -> [Row]
    ) -> Field {
        Field(
            name,
            .models(
                Models(
                    isList: true,
                    shape: { $0.of(Row.self) },
                    visit: { model, body in
                        get(model.assumingMemoryBound(to: Model.self).pointee).withUnsafeBufferPointer { rows in
                            guard let first = rows.baseAddress else { return }
                            body(UnsafeRawPointer(first), rows.count, MemoryLayout<Row>.stride)
                        }
                    },
                    test: { !get($0.assumingMemoryBound(to: Model.self).pointee).isEmpty })))
    }

    /// An optional part of the page: the section is rendered once, with the part's fields in scope. `{{shop.name}}`
    /// reads a field of it.
    @inlinable public static func one<Part: PageModel>(
        _ name: String, _ get: @escaping @Sendable (Model) -> Part?
    ) -> Field {
        Field(
            name,
            .models(
                Models(
                    isList: false,
                    shape: { $0.of(Part.self) },
                    visit: { model, body in
                        guard let part = get(model.assumingMemoryBound(to: Model.self).pointee) else { return }
                        withUnsafePointer(to: part) { body(UnsafeRawPointer($0), 1, MemoryLayout<Part>.stride) }
                    },
                    test: { get($0.assumingMemoryBound(to: Model.self).pointee) != nil })))
    }
}

/// How a field is read, with the model's type erased: the pointer is to a model of the type that declared the field.
/// The template compiler guarantees this: a slot runs only on the frame whose model declared it.
@usableFromInline enum Access: Sendable {
    case variable(Variable)
    case flag(Test)
    case models(Models)
}

@usableFromInline typealias Test = @Sendable (UnsafeRawPointer) -> Bool
@usableFromInline typealias Write = @Sendable (UnsafeRawPointer, inout ByteWriter) -> Void
@usableFromInline typealias ReadNumber = @Sendable (UnsafeRawPointer) -> Int
/// Calls its body with the first model, the count and the stride; not at all when there are none.
@usableFromInline typealias Visit = @Sendable (UnsafeRawPointer, (UnsafeRawPointer, Int, Int) -> Void) -> Void

@usableFromInline struct Variable: Sendable {
    @usableFromInline enum Form: Sendable { case text, markup, json }

    let form: Form
    let write: Write
    let test: Test
    /// For numbers: reads the number that selects a plural form.
    let number: ReadNumber?

    @usableFromInline init(form: Form, write: @escaping Write, test: @escaping Test, number: ReadNumber? = nil) {
        self.form = form
        self.write = write
        self.test = test
        self.number = number
    }
}

@usableFromInline struct Models: Sendable {
    let isList: Bool
    /// A function, because a model may contain itself (a comment and its answers).
    let shape: @Sendable (ModelShapes) -> ModelShape
    let visit: Visit
    let test: Test

    @usableFromInline init(
        isList: Bool, shape: @escaping @Sendable (ModelShapes) -> ModelShape, visit: @escaping Visit,
        test: @escaping Test
    ) {
        self.isList = isList
        self.shape = shape
        self.visit = visit
        self.test = test
    }
}
