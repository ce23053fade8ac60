import Base
import Chaland
import SQLite
import Shops

extension DemoStreet {
    /// Inserts two news posts of the association, and bons plans of a few shops.
    mutating func insertNews(in db: Writer) throws {
        let today = now.local.day
        for (number, text) in DemoTexts.news.enumerated() {
            let published = now - .days(2 + 3 * number)
            try NewsPost.Details(title: text.title, text: text.text, until: today.adding(days: 20 - 5 * number)).insert(
                publicID: dice.letters(16).lowercased(), by: president, at: published, in: db)
        }
        for (number, deal) in zip(owned, DemoTexts.deals).enumerated() {
            let ((shop, owner), (text, stock)) = deal
            // Every fourth one begins tomorrow.
            let first = today.adding(days: number % 4 == 3 ? 1 : 0)
            try Deal.Details(text: text, stock: stock, from: first, until: first.adding(days: 2 + 2 * number)).insert(
                publicID: dice.letters(16).lowercased(), at: shop.id, by: owner, at: now - .hours(5 + number), in: db)
        }
    }
}

extension DemoTexts {
    static let news: [(title: String, text: String)] = [
        (
            "La rue est aux piétons samedi",
            """
            Ce samedi, la rue est fermée aux voitures de 14\u{A0}h à 23\u{A0}h. Le parking de la gare est gratuit toute la journée, \
            et la navette passe toutes les vingt minutes.

            Les livraisons se font avant 11\u{A0}h.
            """
        ),
        (
            "Trois nouvelles boutiques en un mois",
            "Un fleuriste, un réparateur de vélos et une librairie ont ouvert. Passez leur dire bonjour\u{A0}: ils découvrent la rue."
        ),
    ]

    static let deals: [(text: String, stock: StockWord)] = [
        ("La tourte de seigle du week-end, cuite au feu de bois.", .whileStocksLast),
        ("Un bouquet de saison préparé pendant que vous prenez un café en face.", .unsaid),
        ("Les nouveautés de poche sont arrivées\u{A0}: deux tables à feuilleter.", .unsaid),
        ("Révision du vélo dans la journée, sur rendez-vous.", .few),
        ("Le comté de 18 mois à la coupe.", .whileStocksLast),
    ]
}
