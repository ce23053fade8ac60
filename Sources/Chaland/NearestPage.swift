import HTTP
import Web

extension Context {
    /// The page this address belongs to: itself when it can be read, else the nearest above it. `/projets/x` for
    /// `/projets/x/commentaires`, which only takes a form; the home page when there is none.
    var nearestPage: String {
        var path = arrival.pathBytes
        while path.count > 1 {
            if case .found(let route, _) = loop.resources.router.match(.get, path), mayRead(route) {
                return String(decoding: path, as: UTF8.self)
            }
            guard let slash = path.lastIndex(of: 0x2F) else { break }
            path = path[..<slash]
        }
        return home
    }

    private func mayRead(_ route: Route) -> Bool { route.access != .president || member?.role == .president }

    /// Where somebody begins: a member’s own page, the front page for anybody else.
    var home: String { member == nil ? "/" : "/accueil" }
}
