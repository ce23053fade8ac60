import HTTP
import Web

extension Context {
    /// The page this address belongs to. For a form sent to it, the page of the form; else the address itself, if it is
    /// a page; else the nearest page above it, such as `/projets/x` for `/projets/x/commentaires`, which only accepts a
    /// form. The home page when there is none.
    var nearestPage: Link { nearestPage(to: locale.pathBytes) }

    /// The same for a form that will be sent to another address than that of the request.
    func nearestPage(to address: ArraySlice<UInt8>) -> Link {
        var path = address
        if request.method == .post, case .found(let line, let parameters) = loop.resources.router.match(.post, path),
            let page = loop.resources.map.formPages[line.route.path]
        {
            let segments = page.split(separator: "/").map { part in
                let isName = part.hasPrefix(":")
                return "/"
                    + (isName ? PercentEncoding.encode(parameters[String(part.dropFirst())] ?? "") : String(part))
            }
            return Link(sent: segments.joined())
        }
        while path.count > 1 {
            if let line = loop.resources.router.target(.get, path), mayRead(line.route) {
                return Link(sent: String(decoding: path, as: UTF8.self))
            }
            guard let slash = path.lastIndex(of: 0x2F) else { break }
            path = path[..<slash]
        }
        return home
    }

    private func mayRead(_ route: Route) -> Bool {
        switch route.access {
        case .anyone, .member: true
        case .needs(let right): member?.may(right) ?? false
        }
    }

    /// The home page of a member, the front page for guests.
    package var home: Link { member == nil ? .front : .memberHome }
}
