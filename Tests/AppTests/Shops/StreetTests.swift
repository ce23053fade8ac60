import Testing

@testable import Chaland
@testable import Shops

@Suite("The street of an address") struct StreetTests {
    @Test(
        "is found however the address is written",
        arguments: [
            ("249 boulevard Voltaire", "boulevard Voltaire"),
            ("13 RUE PETION", "rue Petion"),
            ("25 rue amelot", "rue Amelot"),
            ("21 bd de Reuilly", "boulevard de Reuilly"),
            ("226 bld Voltaire", "boulevard Voltaire"),
            ("10 Av Dorian", "avenue Dorian"),
            ("162 Ave. ledru rollin", "avenue Ledru Rollin"),
            ("3 pl. d'Aligre", "place d’Aligre"),
            ("59 BD VOLTAIRE", "boulevard Voltaire"),
            ("14 bis rue Royale", "rue Royale"),
            ("36 bis rue de montreuil", "rue de Montreuil"),
            ("24 bis, rue de Picpus", "rue de Picpus"),
            ("88 Bis Avenue Parmentier", "avenue Parmentier"),
            ("38BIS RUE TRAVERSIÈRE", "rue Traversière"),
            ("20ter, RUE BASFROI", "rue Basfroi"),
            ("3bis rue Jules Vallès", "rue Jules Vallès"),
            ("20/22 rue paul bert", "rue Paul Bert"),
            ("20/22, Rue Gerbier", "rue Gerbier"),
            ("47-49 rue basfroi", "rue Basfroi"),
            ("15-17, place d'Aligre", "place d’Aligre"),
            ("4 - 6 avenue du Trône", "avenue du Trône"),
            ("n° 12 B rue du Lac", "rue du Lac"),
            ("14 et 16 rue du Lac", "rue du Lac"),
            ("33, rue de Crussol", "rue de Crussol"),
            ("09 rue Mont Louis", "rue Mont Louis"),
            ("3  rue de la Voûte", "rue de la Voûte"),
            ("Les Cuves de Fauve, 64 rue de Charonne", "rue de Charonne"),
            ("10 rue des Goncourt, Passarito sas", "rue des Goncourt"),
            ("78 rue du rendez-vous, RDC", "rue du Rendez-Vous"),
            ("3 avenue Daumesnil - Viaduc des Arts", "avenue Daumesnil"),
            ("Place d’Aligre - Marché Beauvau", "place d’Aligre"),
            ("PLACE D ALIGRE", "place d’Aligre"),
            ("7 place d aligre", "place d’Aligre"),
            ("25 rue de l'Ambroisie", "rue de l’Ambroisie"),
            ("20, rue d'ALIGRE", "rue d’Aligre"),
            ("58 rue de La Roquette", "rue de la Roquette"),
            ("259 Rue Du Faubourg Saint Antoine", "rue du Faubourg Saint-Antoine"),
            ("12 rue du fg st Antoine", "rue du Faubourg Saint-Antoine"),
            ("12 fg Saint-Honoré", "faubourg Saint-Honoré"),
            ("26 rue st Ambroise", "rue Saint-Ambroise"),
            ("165 rue Saint-Maur", "rue Saint-Maur"),
            ("31 Rue Jean-Pierre Timbaud", "rue Jean-Pierre Timbaud"),
            ("80, RUE JEAN-PIERRE TIMBAUD", "rue Jean-Pierre Timbaud"),
            ("8 impasse des 3 soeurs", "impasse des 3 Soeurs"),
            ("12 place du 8 mai 1945", "place du 8 Mai 1945"),
            ("3 rue Jean XXIII", "rue Jean XXIII"),
            ("1 BIS CITE VOLTAIRE", "cité Voltaire"),
            ("33 cour Saint Emilion", "cour Saint-Emilion"),
            ("5 place du Marché-aux-Veaux", "place du Marché-aux-Veaux"),
            ("12 rue Royale 74000 Annecy", "rue Royale"),
            ("Boulevard de la bastille", "boulevard de la Bastille"),
            ("Marché de bastille", "Marché de Bastille"),
            ("14", ""), ("", ""), ("  ", ""), (",", ""), ("-", "-"),
        ])
    func name(_ address: String, _ street: String) {
        #expect(Street.name(in: address) == street)
    }

    @Test("leaves out the town behind it") func town() {
        #expect(Street.name(in: "1 AVENUE DAUMESNIL PARIS, VIADUC DES ARTS", town: "Paris") == "avenue Daumesnil")
        #expect(Street.name(in: "12 rue Annecy", town: "Annecy") == "rue Annecy")
    }

    @Test("hyphens, apostrophes, accents and capitals do not matter") func key() {
        #expect(Street.key("place d’Aligre") == Street.key("PLACE D ALIGRE"))
        #expect(Street.key("rue Saint-Maur") == Street.key("rue saint maur"))
        #expect(Street.key("rue Royale") == "rue royale")
    }
}
