extension String {
    /// The name preceded by the French preposition «de», contracted: «Les Vitrines du Lac» → «des Vitrines du Lac»,
    /// «Union des commerçants» → «de l’Union des commerçants», «Annecy Commerces» → «d’Annecy Commerces».
    package var afterDe: String {
        for (article, contraction) in [
            ("Les ", "des "), ("Le ", "du "), ("La ", "de la "), ("L’", "de l’"), ("L'", "de l’"),
        ] where lowercased().hasPrefix(article.lowercased()) { return contraction + dropFirst(article.count) }
        switch prefix(while: { $0.isLetter }).lowercased() {
        case "union", "association", "amicale", "entente", "alliance", "office": return "de l’" + self
        case "groupement", "comité", "club", "cercle", "collectif", "syndicat": return "du " + self
        case "fédération", "confédération": return "de la " + self
        default: break
        }
        return folded.first.map { "aeiouy".contains($0) } == true ? "d’" + self : "de " + self
    }
}
