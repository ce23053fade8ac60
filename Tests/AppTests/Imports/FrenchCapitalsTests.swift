import Testing

@testable import Chaland
@testable import Shops

@Suite("French capitals") struct FrenchCapitalsTests {
    @Test(
        "a name in capitals gets French title case",
        arguments: [
            ("LA PERLE DE DALIAN", "La Perle de Dalian"), ("L’ÉCHAPPÉE", "L’Échappée"), ("REFUGE BD", "Refuge BD"),
            ("LA CAVERNE DES BD", "La Caverne des BD"), ("DES METS DES VINS", "Des Mets des Vins"),
            ("A BOUT DE FIL", "A Bout de Fil"), ("LA MAREE DE ST RAPHAEL", "La Maree de St Raphael"),
            ("LOUIS XIV ET CIE", "Louis XIV et Cie"), ("PARIS-PROVENCE", "Paris-Provence"), ("CHAI 33", "Chai 33"),
            ("O’TACOS", "O’Tacos"), ("BAR D’À CÔTÉ", "Bar d’à Côté"), ("BETTY’S", "Betty’s"), ("3D PRINT", "3D Print"),
            ("LE GRENIER (LE VRAI)", "Le Grenier (Le Vrai)"), ("LE COQ - LA POULE", "Le Coq - La Poule"),
            ("H&M", "H&M"),
            ("B&M", "B&M"), ("C&A", "C&A"), ("S.A.R.L. LA RUCHE", "S.A.R.L. la Ruche"),
            ("J.A. OPTIQUE", "J.A. Optique"),
            ("LE P’TIT COIN", "Le P’tit Coin"), ("AUBERGE DE L EGLISE", "Auberge de l’Eglise"), ("LE MIX", "Le Mix"),
            ("ENCROS", "Encros"),
        ])
    func names(_ typed: String, _ expected: String) { #expect(FrenchCapitals.name(typed) == expected) }

    @Test(
        "a name with any small letter is left alone",
        arguments: ["PIPELINE Store République", "XinLIU", "iPhone", "lulu & cie", "20h05"])
    func unchanged(_ name: String) { #expect(FrenchCapitals.name(name) == name) }

    @Test(
        "the words for streets in an address become lower case",
        arguments: [
            ("13 RUE PETION", "13 rue Petion"), ("37, Boulevard de Belleville", "37 boulevard de Belleville"),
            ("6 RUE DE CHALIGNY", "6 rue de Chaligny"), ("20, rue d’ALIGRE", "20 rue d’Aligre"),
            ("1 BIS CITE VOLTAIRE", "1 bis cite Voltaire"), ("20ter, RUE BASFROI", "20ter rue Basfroi"),
            ("24 bis, rue de Picpus", "24 bis rue de Picpus"), ("20/22, Rue Gerbier", "20/22 rue Gerbier"),
            ("PLACE D’ALIGRE", "Place d’Aligre"), ("80, RUE JEAN-PIERRE TIMBAUD", "80 rue Jean-Pierre Timbaud"),
            ("1 AVENUE DAUMESNIL PARIS, VIADUC DES ARTS", "1 avenue Daumesnil Paris, viaduc des Arts"),
            ("25 rue amelot", "25 rue amelot"), ("Marché de bastille", "Marché de bastille"),
            ("21 BD DE REUILLY", "21 bd de Reuilly"), ("ZA DES PINS", "ZA des Pins"), ("ZAC DU PARC", "ZAC du Parc"),
            ("ZI SUD", "ZI Sud"), ("8 R DE L HOTEL DE VILLE", "8 rue de l’Hotel de Ville"),
            ("8 R. D ALIGRE", "8 rue d’Aligre"),
            ("12 rue A", "12 rue A"),
        ])
    func addresses(_ typed: String, _ expected: String) { #expect(FrenchCapitals.address(typed) == expected) }

    @Test("a trade in capitals gets sentence case") func trades() {
        #expect(FrenchCapitals.sentence("BOULANGERIE - PÂTISSERIE") == "Boulangerie - pâtisserie")
        #expect(FrenchCapitals.sentence("BD") == "BD")
    }
}
