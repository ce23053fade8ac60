import ArgumentParser
import Shops

/// How `chaland import shops` reads a file: the choices of the preview.
struct ReadingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            say(
                fr: "Ligne des titres, comptée à partir de 1 ; 0 s’il n’y en a pas.",
                en: "The line with the titles, from 1; 0 if there is none."), valueName: say(fr: "ligne", en: "line")))
    var titlesLine: Int?

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Ce qui sépare les colonnes : « ; », « , », tab, none.",
                en: "What separates the columns: “;”, “,”, tab, none."),
            valueName: say(fr: "séparateur", en: "delimiter")))
    var delimiter: String?

    @Option(
        help: ArgumentHelp(
            say(fr: "Encodage : ", en: "Encoding: ") + ShopImport.Options.encodings.joined(separator: ", ") + ".",
            valueName: say(fr: "encodage", en: "encoding")))
    var encoding: String?

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Ce que contient une colonne, désignée par son titre ou son numéro : ",
                en: "What a column holds, by its title or number: ")
                + "name=Enseigne, phone=7. "
                + ShopImport.Options.fields.joined(separator: ", ") + ".",
            valueName: say(fr: "champ=colonne", en: "field=column")))
    var column: [String] = []

    @Option(
        help: ArgumentHelp(
            say(fr: "Laisse cette ligne de côté.", en: "Leaves this line out."),
            valueName: say(fr: "ligne", en: "line")))
    var leaveOut: [Int] = []

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Prend cette ligne, même si elle semble être un total.",
                en: "Takes this line though it looks like a total."),
            valueName: say(fr: "ligne", en: "line")))
    var take: [Int] = []

    /// The values as options of an import.
    var options: ShopImport.Options {
        var options = ShopImport.Options()
        (options.titlesLine, options.delimiter, options.encoding) = (titlesLine, delimiter, encoding)
        (options.columns, options.leftOut, options.taken) = (column, leaveOut, take)
        return options
    }
}
