import Shell

extension DemoNames {
    /// The invented association’s name, town and legal notice.
    static var settings: AssociationSettings {
        var settings = AssociationSettings(name: association, town: town)
        settings.regime = .law1901
        settings.registration = "W004200001"
        settings.seat = "Mairie de \(town)\n1 place de l’Hôtel-de-Ville\n\(postcode) \(town)"
        settings.email = "bonjour@vitrines.example"
        settings.phone = "04 65 71 00 42"
        settings.hostName = "Hébergement de Valmorin"
        settings.hostAddress = "3 rue des Machines\n\(postcode) \(town)"
        settings.hostPhone = "04 65 71 00 43"
        return settings
    }
}
