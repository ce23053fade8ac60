import Base
import SQLite

/// How VAT applies to the association. The page says to ask the tax office: the program does not decide it.
package enum VATRegime: String, Sendable, CaseIterable {
    /// Its activity is outside the scope of VAT (CGI, art. 256 A).
    case outside
    /// Its activity is exempt, by an article that the association names (such as CGI, art. 261, 7).
    case exempt
    /// Below the thresholds: «TVA non applicable, art. 293 B du CGI».
    case franchise
    /// It invoices VAT, and its budgets name a rate.
    case rates
}

/// The regime of the association and, when it is exempt, the article.
package struct VATStatus: Sendable, Equatable {
    /// Nil while it is not chosen.
    package let regime: VATRegime?
    /// The article that exempts it; empty for any other regime.
    package let article: String

    package init(_ regime: VATRegime?, article: String = "") {
        (self.regime, self.article) = (regime, regime == .exempt ? article : "")
    }

    /// Whether amounts are typed without VAT, each with its rate.
    package var hasRates: Bool { regime == .rates }

    /// «TVA non applicable, art. 293 B du CGI»: the sentence below amounts.
    package func words(_ context: Context) -> String {
        switch regime {
        case nil: context.say("vat.sentence.unknown")
        case .outside: context.say("vat.sentence.outside")
        case .exempt: context.say("vat.sentence.exempt", ["article": article])
        case .franchise: context.say("vat.sentence.franchise")
        case .rates: context.say("vat.sentence.rates")
        }
    }

    /// The status that is stored; nothing chosen before the association is founded.
    package static func current(in db: Reader) throws -> VATStatus {
        try db.first("SELECT vat_regime, vat_article FROM association WHERE id = 1") { row in
            VATStatus(VATRegime(rawValue: row.text(0)), article: row.text(1))
        } ?? VATStatus(nil)
    }

    package func update(in db: Writer) throws {
        try db.run(
            "UPDATE association SET vat_regime = ?1, vat_article = ?2 WHERE id = 1", regime?.rawValue ?? "", article)
    }
}
