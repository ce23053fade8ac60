import Base
import Web

extension Link {
    /// The page that ends mail of a list.
    static func unsubscribe(_ token: Secret) -> Link { Link(local: "/desabonnement/\(token.text)") }
}
