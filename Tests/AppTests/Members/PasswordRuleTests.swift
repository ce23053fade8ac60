import HTTP
import Testing

@testable import Chaland
@testable import Shell

@Suite("The rule of new passwords") struct PasswordRuleTests {
    private let names = [
        "Paul Martin", "Boulangerie de l’Étoile", "Les Vitrines du Lac", "Annecy", "paul.m@example.org",
    ]

    @Test(
        "common passwords are refused, with digits and signs around them or not",
        arguments: [
            "123456789012", "012345678901", "987654321098", "aaaaaaaaaaaa", "motdepasse12", "Mot de passe",
            "MOTDEPASSE2026!",
            "m0td3passe12", "azertyuiop12", "AzertyUiop12", "qwertyuiop12", "password1234", "Soleil-2026!",
            "soleilsoleil",
            "abcabcabcabc", "Bonjour 2026 !", "marseille1313", "06 12 34 56 78", "01/01/1980 !", "------------",
            "1q2w3e4r5t6y",
            "iloveyou1234", "nopqrstuvwxy", "chocolat2026", "Été2026éTé2026",
        ])
    func common(_ password: String) { #expect(PasswordRule.problem(password, names: names) == .common) }

    @Test(
        "passwords made of the names of person, shop, town or association are refused",
        arguments: [
            "Paul Martin!", "paulmartin74", "Martin-Paul-2026", "Boulangerie de l'Étoile",
            "la boulangerie de l’étoile", "LesVitrinesDuLac", "vitrines2026", "annecy 74000", "Paul d’Annecy !",
        ])
    func name(_ password: String) { #expect(PasswordRule.problem(password, names: names) == .name) }

    @Test(
        "any other password of 12 characters is accepted",
        arguments: [
            "une phrase longue", "une autre phrase", "cheval agrafe pile", "Paul aime trop les éclairs", "xK9#mQ2$vLp7",
            "日本語のパスワードですよ", "le lac gèle en hiver", "7294016358204716",
        ])
    func accepted(_ password: String) { #expect(PasswordRule.problem(password, names: names) == nil) }

    @Test("the length is checked first") func length() {
        #expect(PasswordRule.problem("soleil", names: names) == .tooShort)
        #expect(PasswordRule.problem(String(repeating: "x", count: 201), names: names) == .tooLong)
    }

    @Test("the account page gives the reason, and stores nothing") func account() async throws {
        let site = try TestSite()
        for (password, sentence) in [("motdepasse12", "trop courant"), ("paulmartin74", "un nom facile à deviner")] {
            let answer = try await site.as(.baker).post(
                "/compte", [("name", "Paul Martin"), ("email", "paul@example.org"), ("password", password)])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("id=\"password-error\"") && answer.text.contains(sentence))
        }
        #expect(try site.value("SELECT count(*) FROM member WHERE password_hash IS NOT NULL") == 0)
    }

    @Test("the setup page gives the reason") func setup() async throws {
        let site = try TestSite(founded: false)
        let path = try #require(try Setup.prepare(site.site))
        let answer = try await site.as(.guest).post(
            path,
            [
                ("association", "Les Lilas"), ("town", "Dole"), ("name", "Camille Rey"),
                ("email", "camille@example.org"), ("password", "Les Lilas de Dole"),
            ])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("un nom facile à deviner"))
    }
}
