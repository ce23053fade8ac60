import Base
import Shell
import Shops
import Web

extension Link {
    /// The kiosks of a shop, for its people; a POST makes one.
    package static func kiosks(of code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/bornes") }

    /// One of them: its address and its code.
    package static func kiosk(_ publicID: String, of code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/bornes/\(publicID)")
    }

    /// Gives it another address.
    package static func renewKiosk(_ publicID: String, of code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/bornes/\(publicID)/adresse")
    }

    package static func endKiosk(_ publicID: String, of code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/bornes/\(publicID)/retrait")
    }

    package static func restoreKiosk(_ publicID: String, of code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/bornes/\(publicID)/retablissement")
    }

    /// The page of the tablet. A POST records an answer.
    package static func tablet(_ secret: Secret) -> Link { Link(local: "/borne/\(secret.grouped)") }

    /// The page after an answer, for a tablet without a script.
    package static func tabletAnswer(_ secret: Secret, key: String) -> Link {
        Link(local: "/borne/\(secret.grouped)/reponse/\(key)")
    }

    /// The settings on the tablet, for those who know the code.
    package static func tabletSettings(_ secret: Secret) -> Link { Link(local: "/borne/\(secret.grouped)/reglages") }

    /// The web manifest, with which a tablet installs the page.
    package static func tabletManifest(_ secret: Secret) -> Link {
        Link(local: "/borne/\(secret.grouped)/manifest.webmanifest")
    }

    /// The script that shows the page without a network.
    package static let kioskWorker = Link(local: "/borne/sw.js")
}
