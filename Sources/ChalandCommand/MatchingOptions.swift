import ArgumentParser
import Shops

/// How `chaland import shops` treats shops that exist: the questions of the preview.
struct MatchingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            say(
                fr: """
                    Répond à la question d’une ligne : 7=same (la même boutique), 7=7KQ2 (celle de ce code), 7=new (une \
                    autre boutique), 7=out (laisser de côté) ; all=… répond à toutes les autres.
                    """,
                en: """
                    Answers the question about a line: 7=same (the same shop), 7=7KQ2 (the one with this code), 7=new \
                    (another shop), 7=out (leave out); all=… answers all others.
                    """), valueName: say(fr: "ligne=réponse", en: "line=answer")))
    var answer: [String] = []

    @Flag(
        help: ArgumentHelp(
            say(
                fr: "Remplace aussi ce que les boutiques ont écrit.",
                en: "Also replaces what the shops wrote.")))
    var replaceOwnWords = false

    @Flag(
        help: ArgumentHelp(
            say(
                fr: "Ajoute aussi les lignes identiques à une ligne précédente.",
                en: "Also adds lines that are the same as an earlier one.")))
    var keepDoubles = false

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Retire une boutique qui n’est plus dans la liste.",
                en: "Removes a shop that is no longer in the list."),
            valueName: say(fr: "code", en: "code")))
    var remove: [String] = []

    /// The answers; bad use when one cannot be read.
    func answers() throws -> ShopImport.Answers {
        let answers = ShopImport.Answers(
            answer, replacesOwnWords: replaceOwnWords, keepsDoubles: keepDoubles, removed: remove)
        guard let answers else {
            throw CommandFailure.badUse(
                say(
                    fr: "--answer s’écrit 7=same, 7=new, 7=out ou 7=CODE",
                    en: "--answer is written 7=same, 7=new, 7=out or 7=CODE"))
        }
        return answers
    }
}
