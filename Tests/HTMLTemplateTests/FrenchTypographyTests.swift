import HTMLTemplate
import Testing

@Suite("French typography") struct FrenchTypographyTests {
    @Test(
        "finds mistakes",
        arguments: [
            ("Bonjour !", "no U+202F before !"), ("Bonjour!", "no U+202F before !"),
            ("Quoi\u{A0}?", "no U+202F before ?"),
            ("a ; b", "no U+202F before ;"), ("Prix : 3", "no U+00A0 before :"),
            ("Prix\u{202F}: 3", "no U+00A0 before :"),
            ("Prix:", "no U+00A0 before :"), ("{amount} €", "no U+00A0 before €"), ("12€", "no U+00A0 before €"),
            ("« oui\u{202F}»", "no U+202F after «"), ("«\u{202F}oui »", "no U+202F before »"),
            ("l'été", "' instead of ’"),
            ("Attendez...", "... instead of …"), ("dit \"oui\"", "\" instead of « »"),
            ("{name}!", "no U+202F before !"),
            ("«\u{202F}oui»", "no U+202F before »"),
        ])
    func finds(_ text: String, _ expected: String) {
        #expect(FrenchTypography.problems(in: text).first == "\(expected) in “\(text)”")
    }

    @Test(
        "accepts correct texts, URLs, placeholders and times",
        arguments: [
            "Merci de votre visite et à bientôt", "Bonjour\u{202F}!", "Quoi\u{202F}?!",
            "Ouvert\u{A0}: de 14:05 à 18:30",
            "Voir https://exemple.fr/a?b=c;d!", "Voir (https://exemple.fr/?a)", "/avis?page=2", "{amount}\u{A0}€",
            "Montant (€)", "12\u{A0}k€", "l’été…", "«\u{202F}oui\u{202F}»", "", "{a}\u{202F}! {b}", "? signifie ouvert",
            "mailto:a@b.fr?subject=x",
        ])
    func accepts(_ text: String) {
        #expect(FrenchTypography.problems(in: text) == [])
    }
}
