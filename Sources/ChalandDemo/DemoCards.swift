extension DemoNames {
    static let firstCards = [
        Card(
            "Boulangerie de l’Étoile", "Boulangerie", "12 rue des Vitrines", .bakery,
            "Pain au levain, pétri la nuit, cuit devant vous. Le vendredi, la fougasse aux olives."),
        Card(
            "Au Cœur des fleurs", "Fleuriste", "14 bis rue des Vitrines", .boutique,
            "Fleurs de saison et bouquets champêtres ; livraison à vélo dans Valmorin."),
        Card(
            "Librairie La Page cornée", "Librairie", "3 place du Lavoir", .boutique,
            "Romans, jeunesse, bandes dessinées. Un libraire lit chaque livre de la table du milieu."),
        Card(
            "Fromagerie des Tanneuses", "Fromagerie", "1 quai des Tanneuses", .mornings,
            "Affinage en cave, tommes de la vallée, plateaux sur commande."),
        Card(
            "Le Café du Funiculaire", "Café", "2 boulevard du Funiculaire", .café,
            "Terrasse au soleil dès neuf heures, jeux de société le jeudi soir."),
        Card(
            "L’Œillet bleu", "Restaurant", "8 rue de l’Œillet", .restaurant,
            "Cuisine de marché, quinze couverts, un menu qui change chaque mardi."),
        Card(
            "Pharmacie de l’Horloge", "Pharmacie", "5 passage de l’Horloge", .service,
            "Conseil, préparations, location de matériel médical."),
        Card(
            "Optique Clairvue", "Opticien", "21 rue des Vitrines", .service,
            "Lunettes de créateurs et atelier de réparation sur place."),
        Card(
            "Cordonnerie du Carillon", "Cordonnerie", "4 impasse du Carillon", .boutique,
            "Ressemelage, maroquinerie, clés minute."),
        Card(
            "La Cave aux Laines", "Caviste", "7 place aux Laines", .boutique,
            "Trois cents vins de petits domaines et les bières de la vallée."),
        Card(
            "Maison Tilleroy", "Prêt-à-porter", "18 rue des Vitrines", .continuous,
            "Mode pour tous, retouches comprises."),
        Card(
            "Aux Petits Pas", "Chaussures", "20 rue des Vitrines", .continuous, "On mesure les pieds, petits et grands."
        ),
        Card(
            "Bijouterie Orgevaline", "Bijouterie", "6 passage de l’Horloge", .boutique,
            "Création, transformation, réparation."),
        Card(
            "Le Panier de Maëlle", "Primeur", "2 place du Lavoir", .mornings,
            "Fruits et légumes de la plaine, cueillis le matin."),
        Card("Boucherie Percebois", "Boucherie", "9 rue Basse", .bakery, "Viandes d’éleveurs nommés sur l’ardoise."),
        Card(
            "La Marée du quai", "Poissonnerie", "3 quai des Tanneuses", .mornings,
            "Arrivage du matin, coquillages le week-end."),
        Card(
            "Mercerie Bouton d’Or", "Mercerie", "11 rue du Vieux Pressoir", .boutique,
            "Laines, tissus, et un atelier le mercredi."),
        Card(
            "Papeterie Plume & Cie", "Papeterie", "15 rue du Vieux Pressoir", .service,
            "Cahiers, stylos, impression à la demande."),
        Card(
            "Le Grenier à jouets", "Jouets", "22 rue des Vitrines", .continuous,
            "Jouets en bois, jeux de société à essayer."),
        Card("Quincaillerie Marcassol", "Quincaillerie", "30 rue Basse", .service, "La vis à l’unité depuis 1931."),
    ]

    static let moreCards = [
        Card(
            "Les Cycles de l’Écluse", "Cycles", "1 rue de la Petite Écluse", .boutique,
            "Vente, réparation, location de vélos-cargos."),
        Card(
            "L’Épicerie d’Odile", "Épicerie fine", "10 place aux Laines", .boutique,
            "Vrac, épices, miels et confitures."),
        Card(
            "Pâtisserie Jolivanne", "Pâtisserie", "25 rue des Vitrines", .bakery,
            "Tartes de saison, gâteaux sur commande."),
        Card(
            "Atelier Ambrelaine", "Décoration", "13 rue de l’Œillet", .boutique,
            "Abat-jour, rideaux, tapisserie d’ameublement."),
        Card(
            "Pressing des Tilleuls", "Pressing", "3 allée des Trois Tilleuls", .service,
            "Nettoyage doux, retouches, prêt en 24 heures."),
        Card("Poil & Moustache", "Toilettage", "17 rue Basse", .service, "Chiens et chats, sur rendez-vous ou sans."),
        Card(
            "Dépann’Ordi", "Informatique", "6 boulevard du Funiculaire", .service,
            "Réparation, récupération de données, pas de jargon."),
        Card(
            "Institut Belarmoise", "Institut de beauté", "27 rue des Vitrines", .boutique,
            "Soins du visage, massages, onglerie."),
        Card(
            "Fil & Aiguille", "Retouches", "19 rue du Vieux Pressoir", .service,
            "Ourlets, fermetures, robes sur mesure."),
        Card(
            "Sillons", "Disquaire", "8 passage de l’Horloge", .boutique,
            "Vinyles neufs et d’occasion, écoute au casque."),
        Card(
            "Brocante Quatrevaux", "Antiquités", "2 impasse du Carillon", .mornings,
            "Meubles, luminaires, vaisselle de famille."),
        Card(
            "Salon Chantelouette", "Coiffure", "16 rue des Vitrines", .boutique,
            "Femmes, hommes, enfants, et un fauteuil pour lire."),
        Card("Barbier Galoubier", "Coiffure", "21 rue Basse", .boutique, "Barbe au rasoir, café offert."),
        Card(
            "Torréfaction du Lavoir", "Café", "6 place du Lavoir", .café,
            "Cafés torréfiés le lundi, moulus devant vous."),
        Card(
            "Le Comptoir d’Ibrahim", "Restaurant", "12 boulevard du Funiculaire", .restaurant,
            "Cuisine du soleil, à emporter aussi."),
        Card(
            "Crêperie des Trois Tilleuls", "Restaurant", "5 allée des Trois Tilleuls", .restaurant,
            "Galettes de blé noir, cidre fermier."),
        Card(
            "Savonnerie Lavandon", "Droguerie", "4 rue de la Petite Écluse", .boutique,
            "Savons fabriqués au fond de la boutique."),
        Card(
            "Photo Lanterneau", "Photographe", "24 rue des Vitrines", .service,
            "Portraits, tirages, photos d’identité en dix minutes."),
        Card(
            "Jardinerie Vertepaille", "Jardinerie", "40 boulevard du Funiculaire", .continuous,
            "Plants, graines, terreau ; conseils d’un vrai jardinier."),
        Card(
            "L’Atelier des horloges", "Horlogerie", "10 passage de l’Horloge", .boutique,
            "Montres et pendules, révision et piles."),
    ]
}
