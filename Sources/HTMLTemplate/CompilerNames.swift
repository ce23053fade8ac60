/// Name resolution.
extension Compiler {
    /// Looks up `name` from the innermost model outwards, as Mustache does. The part after a dot is looked up only in
    /// the model that the part before it names. Calls `body` with the access and its frame.
    mutating func resolve(
        _ name: String, line: Int, message: String?,
        _ body: (inout Compiler, Access, Int) throws(TemplateError) -> Void
    ) throws(TemplateError) {
        var parts: [String] = []
        var first = name
        if name != ".", name.utf8.contains(UInt8(ascii: ".")) {
            parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            first = parts.removeFirst()
        }
        for frame in scopes.indices.reversed() {
            guard let access = scopes[frame].accesses[first] else { continue }
            return try resolve(parts[...], from: access, frame: frame, line: line, message: message, body)
        }
        let models = scopes.reversed().map(\.name).joined(separator: ", ")
        throw error(line, "no “\(first)” in \(models)", message)
    }

    private mutating func resolve(
        _ parts: ArraySlice<String>, from access: Access, frame: Int, line: Int, message: String?,
        _ body: (inout Compiler, Access, Int) throws(TemplateError) -> Void
    ) throws(TemplateError) {
        guard let part = parts.first else { return try body(&self, access, frame) }
        guard case .models(let models) = access, !models.isList else {
            throw error(line, "“.\(part)” needs a single model before the dot", message)
        }
        try inside(models, frame: frame, line: line) { (compiler) throws(TemplateError) in
            let inner = compiler.scopes.count - 1
            guard let access = compiler.scopes[inner].accesses[part] else {
                throw compiler.error(line, "no “\(part)” in \(compiler.scopes[inner].name)", message)
            }
            try compiler.resolve(parts.dropFirst(), from: access, frame: inner, line: line, message: message, body)
        }
    }

    /// Calls `body` with the models as the innermost frame.
    mutating func inside(
        _ models: Models, frame: Int, line: Int, _ body: (inout Compiler) throws(TemplateError) -> Void
    ) throws(TemplateError) {
        let shape = models.shape(shapes)
        try checkNames(of: shape, line: line)
        let each = builder.each(models.visit, frame: frame, newFrame: scopes.count)
        scopes.append(shape)
        try body(&self)
        scopes.removeLast()
        builder.setTarget(of: each)
    }

    func checkNames(of shape: ModelShape, line: Int) throws(TemplateError) {
        if let name = shape.duplicates.first { throw error(line, "\(shape.name) declares “\(name)” twice") }
    }

    func error(_ line: Int, _ reason: String, _ message: String? = nil) -> TemplateError {
        var reason = reason
        if let message { reason = "message “\(message)” in \(messages.locale): " + reason }
        if file != root + ".html" { reason += " (page \(root))" }
        return TemplateError(file: file, line: line, reason: reason)
    }
}
