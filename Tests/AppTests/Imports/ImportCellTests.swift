import Testing

@testable import Chaland
@testable import Shops

/// What people and programs write in cells.
@Suite("Reading a cell") struct ImportCellTests {
    private func line(_ text: String) throws -> ImportLine {
        try #require(try ImportFile(Array(text.utf8)).lines(ImportChoices()).first)
    }

    @Test(
        "HTML is read as text, its paragraphs as lines",
        arguments: [
            ("L&#039;&Eacute;tal &amp; Co", "L'Étal & Co"), ("Thés<br/>Cafés<BR>Miel", "Thés\nCafés\nMiel"),
            ("<p>Thés&nbsp;verts</p><p>Miel</p>", "Thés\u{A0}verts\nMiel"), ("&#x2019;&#8217;", "’’"),
            ("caf&amp;eacute;", "café"), ("<strong>Bio</strong> <span class=\"x\">local</span>", "Bio local"),
            ("&lt;br&gt;", ""), ("a < b & c > d; e", "a < b & c > d; e"),
            ("&inconnu; &#0; &#xD800;", "&inconnu; &#0; &#xD800;"),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"), ("<Nul>", "<Nul>"),
            ("=\"0474000001\"", "0474000001"), ("'+33 4 74 00 00 01", "+33 4 74 00 00 01"), ("'0474", "0474"),
            ("'s Winkel", "'s Winkel"),
        ])
    func markup(_ cell: String, _ text: String) { #expect(CellText.read(cell) == text) }

    @Test(
        "a cell made of one mark is read in linear time",
        arguments: ["&", "<", "&#", "<br", "<p ", "</", "&amp;", "<<p>"])
    func hostile(_ unit: String) {
        let cell = String(repeating: unit, count: 10_000)
        #expect(CellText.read(cell).utf8.count <= cell.utf8.count)
    }

    @Test(
        "postcode and town come out of the address",
        arguments: [
            ("8 rue Haute, 01000 BOURG EN BRESSE", "8 rue Haute", "01000", "Bourg en Bresse"),
            ("8 rue Haute 01000 Bourg", "8 rue Haute", "01000", "Bourg"),
            ("8 rue Haute , 01 000 Bourg", "8 rue Haute", "01000", "Bourg"),
            ("8 rue Haute - F-97400 Saint-Denis, France", "8 rue Haute", "97400", "Saint-Denis"),
            ("ZI Nord (01000 Bourg)", "ZI Nord", "01000", "Bourg"),
            ("8 rue Haute 75011 Paris 11e", "8 rue Haute", "75011", "Paris 11e"),
        ])
    func towns(_ cell: String, _ street: String, _ postcode: String, _ town: String) throws {
        let line = try line("Nom;Adresse\nZinc;\"\(cell)\"\n")
        #expect(line[ShopFields.address] == street)
        #expect(line[ShopFields.postcode] == postcode)
        #expect(line[ShopFields.town] == town)
        let again = try self.line("Nom;Adresse;CP;Ville\nZinc;\"\(cell)\";\(postcode);\(town)\n")
        #expect(again[ShopFields.address] == street, "also when the other columns say the same")
    }

    @Test(
        "what is no town stays in the address",
        arguments: ["8 rue Haute", "12000 rue Haute", "8 rue Haute BP 12345 Bourg", "8 rue Haute 01000", "01000 Bourg"])
    func noTowns(_ cell: String) throws {
        let line = try line("Nom;Adresse\nZinc;\(cell)\n")
        #expect(line[ShopFields.address] == cell)
        #expect(line[ShopFields.town] == nil)
        #expect(
            try self.line("Nom;Adresse;CP\nZinc;8 rue Haute 01000 Bourg;01990\n")[ShopFields.address]
                == "8 rue Haute 01000 Bourg", "another postcode is not thrown away")
    }

    @Test(
        "one column with postcode and town is read as both",
        arguments: ["01000 Bourg", "01 000 Bourg", "Bourg (01000)"])
    func both(_ cell: String) throws {
        for header in ["CP Ville", "Ville"] {
            let line = try line("Nom;\(header)\nZinc;\(cell)\n")
            #expect(line[ShopFields.postcode] == "01000")
            #expect(line[ShopFields.town] == "Bourg")
        }
    }

    @Test("split street columns make one address") func streets() throws {
        let header = "Nom;Numéro;Indice de répétition;Type de voie;Libellé voie;Complément d'adresse\n"
        #expect(
            try line(header + "Zinc;12.0;B;RUE;DE L EGLISE;Bât. C\n")[ShopFields.address]
                == "12 bis rue de l’Eglise, Bât. C")
        #expect(try line(header + "Zinc;;;PL;DU PORTAIL;\n")[ShopFields.address] == "Pl du Portail")
        #expect(try line("Nom;N°;Rue\nZinc;8;rue Haute\n")[ShopFields.address] == "8 rue Haute")
    }

    @Test(
        "exchanged coordinates are put right in France and overseas",
        arguments: [
            ("48.85", "2.35", 48.85, 2.35), ("2.35", "48.85", 48.85, 2.35), ("-1.55", "47.21", 47.21, -1.55),
            ("55.45", "-20.88", -20.88, 55.45), ("-61.07", "14.6", 14.6, -61.07), ("-52.33", "4.93", 4.93, -52.33),
            ("45.23", "-12.78", -12.78, 45.23), ("46.2", "6.15", 46.2, 6.15), ("40.71", "-74.0", 40.71, -74.0),
        ])
    func places(_ latitude: String, _ longitude: String, _ north: Double, _ east: Double) throws {
        let place = Shop.Place(latitude: north, longitude: east)
        #expect(try line("Nom;Latitude;Longitude\nZinc;\(latitude);\(longitude)\n").details.place == place)
        #expect(try line("Nom;GPS\nZinc;\(latitude), \(longitude)\n").details.place == place)
    }

    @Test("a long cell of an unused column costs nothing; one that swallows lines is refused") func longCells() throws {
        let long = String(repeating: "[2.31,48.85],", count: 1_000)
        let file = try ImportFile(Array("Nom;Adresse;Contour\nZinc;3 quai;\"\(long)\"\nCoin;5 quai;\n".utf8))
        #expect(file.lines(ImportChoices()).map(\.name) == ["Zinc", "Coin"])
        let swallowed = String(repeating: "rien\nZinc;3 quai;rien", count: 600)
        #expect(throws: ImportFile.Problem.longCell) {
            try ImportFile(Array("Nom;Adresse;Contour\nZinc;3 quai;\"\(swallowed)\"\n".utf8))
        }
        #expect(throws: ImportFile.Problem.longCell) { try ImportFile(Array("Nom;Ville\n\"\(long)\";Bourg\n".utf8)) }
    }
}
