import Testing

@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("Guessing columns") struct ShopColumnTests {
    private func guess(_ text: String) throws -> ShopColumns { try ImportFile(Array(text.utf8)).guessed }
    private func names(_ text: String) throws -> [String] {
        try ImportFile(Array(text.utf8)).lines(ImportChoices()).filter { !$0.isLeftOut }.map(\.name)
    }

    @Test("headers in French and English, however they are spelled")
    func headers() throws {
        #expect(
            try guess("ENSEIGNE;Métier;N° et rue;Sigle;Horaires\na;b;c;d;e\n").matched == [
                .name, .trade, .address, nil, .hours,
            ])
        #expect(
            try guess("Shop name,Category,Street address,Zip code,City,Website,Phone\na,b,c,d,e,f,g\n").matched
                == [.name, .trade, .address, .postcode, .town, .site, .phone])
        #expect(try guess("Nom du commerce;Téléphone;geo_point_2d\na;b;c\n").matched == [.name, .phone, .place])
        #expect(try guess("Nom (obligatoire) *;Tél. :;Code_Postal\na;b;c\n").matched == [.name, .phone, .postcode])
    }

    @Test("without a header, columns are guessed from the cells")
    func content() throws {
        let columns = try guess(
            "Boulangerie de l’Étoile\tBoulangerie\t12 rue Royale\t74000\t01 43 00 00 00\tetoile.fr\nFleurs\tFleuriste\t14 bis rue Royale\t74000\t\t\n"
        )
        #expect(columns.matched == [.name, .trade, .address, .postcode, .phone, .site])
    }

    @Test("without a header, e-mail addresses and numbers are not published") func privateContent() throws {
        let columns = try guess("1;Zinc;rose@zinc.example;12345678900011\n2;Coin;paul@coin.example;12345678900012\n")
        #expect(columns.matched == [nil, .name, nil, nil])
    }

    @Test("a list of names alone is accepted") func onlyNames() throws {
        let columns = try guess("Boulangerie de l’Étoile\nAu Cœur des fleurs\n")
        #expect(columns == ShopColumns(matched: [.name]))
    }

    @Test(
        "the sign comes before the commercial name, the legal name and the surname, in any order",
        arguments: [
            ("Raison sociale;Nom commercial;Ville\nSARL X;Le Zinc;Bourg\n", "Le Zinc"),
            ("Nom;Prénom;Enseigne;Ville\nDURAND;Rose;Le Zinc;Bourg\n", "Le Zinc"),
            ("Nom;Raison sociale;Ville\nDurand;Zinc SAS;Bourg\n", "Zinc SAS"),
            ("Dénomination;Nom;Nom de l'enseigne\nZinc SAS;Durand;Le Zinc\n", "Le Zinc"),
            ("Adhérent;Nom du commerce;Ville\nRose Durand;Le Zinc;Bourg\n", "Le Zinc"),
            ("Nom;Ville\nLe Zinc;Bourg\n", "Le Zinc"),
        ])
    func nameOrder(_ text: String, _ name: String) throws { #expect(try names(text) == [name]) }

    @Test(
        "a surname is a question, not a name",
        arguments: [
            "Nom;Prénom;Adresse\nDURAND;Rose;12 rue A\n", "Civilité;Nom;Ville\nMme;DURAND;Bourg\n",
            "Last name,First name,Name\nDurand,Rose,x\n", "Adhérent;Ville\nRose Durand;Bourg\n",
        ])
    func surname(_ text: String) throws {
        let file = try ImportFile(Array(text.utf8))
        guard case .surname? = file.question(ImportChoices()) else {
            Issue.record("\(String(describing: file.question(ImportChoices())))")
            return
        }
        #expect(!file.guessed.matched.contains(.name))
    }

    @Test("titles are found below other lines, and in all of 200 columns") func titles() throws {
        let file = try ImportFile(
            Array("Liste des commerces;;\n;;\nÉdition 2026;;\nNom;Adresse;Ville\nZinc;3 quai;Bourg\n".utf8))
        #expect(file.titles?.line == 4)
        #expect(file.above == [1, 3])
        #expect(file.lines(ImportChoices()).map(\.name) == ["Zinc"])
        let many = (1...198).map { "tag\($0)" }.joined(separator: ",")
        #expect(try names("\(many),nom,adresse\n\(many),Zinc,3 quai\n") == ["Zinc"])
    }

    @Test("a house number needs a street beside it") func numbers() throws {
        #expect(try guess("N°;Nom;Ville\n1;a;b\n").matched == [nil, .name, .town])
        #expect(
            try guess("Nom;Numéro;Type de voie;Libellé voie\na;1;RUE;HAUTE\n").matched
                == [.name, .streetNumber, .streetType, .streetName])
    }
}
