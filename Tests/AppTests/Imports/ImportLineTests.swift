import Testing

@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("Cleaning a line") struct ImportLineTests {
    private func line(_ text: String) throws -> ImportLine {
        let file = try ImportFile(Array(text.utf8))
        return try #require(file.lines(ImportChoices()).first)
    }

    @Test("placeholders for empty cells are empty", arguments: ["<Nul>", "null", "-", "N/A", "  ", "\u{A0}"])
    func nothing(_ cell: String) throws {
        let line = try line("Nom;Adresse;Site\nBar;\(cell);\(cell)\n")
        #expect(line[ShopFields.address] == nil)
        #expect(line[ShopFields.site] == nil)
        #expect(line.remarks.isEmpty)
    }

    @Test(
        "a site is completed or left out; it is never an error",
        arguments: [
            ("www.exemple.fr/carte", "https://www.exemple.fr/carte"), ("http://Exemple.fr", "http://exemple.fr"),
            ("exemple.fr", "https://exemple.fr"),
        ])
    func sites(_ typed: String, _ expected: String) throws {
        #expect(try line("Nom;Site\nBar;\(typed)\n")[ShopFields.site] == expected)
    }

    @Test(
        "an invalid site is a remark",
        arguments: ["instagram", "@bar", "javascript:alert(1)", "moi@exemple.fr", "https://", "ftp://exemple.fr"])
    func unknownSite(_ typed: String) throws {
        let line = try line("Nom;Site\nBar;\(typed)\n")
        #expect(line[ShopFields.site] == nil)
        #expect(line.remarks == [.unknown(.site, typed)])
        #expect(!line.isToCorrect)
    }

    @Test("the first of two sites in one cell is used") func twoSites() throws {
        let line = try line("Nom;Site\nBar;http://www.betinos.com ou sur discogs.com\n")
        #expect(line[ShopFields.site] == "http://www.betinos.com")
        #expect(line.remarks == [.siteCut("http://www.betinos.com")])
    }

    @Test("postcodes and telephone numbers are restored from a spreadsheet’s numbers") func numbers() throws {
        let line = try line("Nom;CP;Tél.\nBar;1000;143000000\n")
        #expect(line[ShopFields.postcode] == "01000")
        #expect(line[ShopFields.phone] == "01 43 00 00 00")
        #expect(line.remarks == [.postcodeCompleted("01000")])
        #expect(try self.line("Nom;CP\nBar;75 011\n")[ShopFields.postcode] == "75011")
        #expect(try self.line("Nom;CP\nBar;750\n").remarks == [.unknown(.postcode, "750")])
    }

    @Test("a position is within range, written with a point or a comma") func places() throws {
        #expect(
            try line("Nom;geo_point_2d\nBar;48.85, 2.39\n").details.place
                == Shop.Place(latitude: 48.85, longitude: 2.39))
        #expect(
            try line("Nom;Latitude;Longitude\nBar;48,85;2,39\n").details.place
                == Shop.Place(latitude: 48.85, longitude: 2.39))
        #expect(try line("Nom;Latitude;Longitude\nBar;98,85;2,39\n").remarks == [.unknown(.place, "98,85 2,39")])
        #expect(try line("Nom;Latitude;Longitude\nBar;0;0\n").details.place == nil)
    }

    @Test("description, details and services make one text") func description() throws {
        let line = try line(
            "Nom;Description;Précisions;Services\nBar;\"Couscous \nà emporter\";Sur place;\"Livraison à domicile, Retrait en magasin, Dégustation, SAV\"\n"
        )
        #expect(
            line[ShopFields.description]
                == "Couscous\nà emporter\nSur place\nServices\u{A0}: dégustation, SAV.")
    }

    @Test("invisible characters are removed, apostrophes are French") func invisible() throws {
        #expect(try line("Nom\nL'Étoile\u{202E}  du\u{200B} Nord\n").name == "L’Étoile du Nord")
    }

    @Test("a line without a name, or with a long text, is to correct") func toCorrect() throws {
        #expect(try line("Nom;Adresse\n;12 rue Royale\n").remarks == [.noName])
        let long = String(repeating: "a", count: 121)
        #expect(try line("Nom;Adresse\n\(long);12 rue Royale\n").remarks == [.tooLong(.name)])
    }
}
