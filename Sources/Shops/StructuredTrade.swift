import Base

/// The schema.org type of a trade (https://schema.org/LocalBusiness): `LocalBusiness` when none fits.
enum StructuredTrade {
    /// The type of the first word of a trade that names one: «Boulangerie, pâtisserie» → `Bakery`.
    static func type(of trade: String) -> String {
        let words = trade.folded.split { !($0.isLetter || $0.isNumber) }
        for word in words {
            let found = types.first { $0.isWhole ? word == $0.word : word.hasPrefix($0.word) }
            if let found { return found.type }
        }
        return "LocalBusiness"
    }

    /// Beginnings of folded words, and whole words with a dot behind them; the longer before the shorter.
    private static let types: [(word: Substring, isWhole: Bool, type: String)] = {
        let lines = """
            Bakery boulang patiss chocolat biscuit baker
            CafeOrCoffeeShop cafe coffee torrefact
            BarOrPub bar. bars. brasserie pub. cave.
            Restaurant restaura creper pizzer bistro traiteur
            FastFoodRestaurant kebab sandwich snack.
            IceCreamShop glacier
            GroceryStore epicer primeur boucher charcut fromag cremer poissonn alimentation supermarche bio. grocer
            LiquorStore cavist vins
            Florist fleur floris
            BookStore librair book
            HairSalon coiff barbier hair
            BeautySalon institut esthet beaute beauty manucure onglerie
            Optician optic optique lunett
            Pharmacy pharma
            JewelryStore bijou joail horlog jewel
            ShoeStore chauss shoe
            ClothingStore pret vetement mode. lingerie habill friper cloth
            ToyStore jouet jeux. toy
            BikeStore velo cycle bike
            SportingGoodsStore sport
            FurnitureStore meubl ameubl furniture
            HomeGoodsStore decor maison cuisine vaisselle literie linge
            HardwareStore quincaill bricol droguer hardware
            ElectronicsStore informat electro telephon hifi
            PetStore animal toilett pet. pets.
            GardenStore jardin pepinier garden
            HobbyShop mercer laine loisir
            OfficeEquipmentStore papeter
            DryCleaningOrLaundry pressing laver blanchiss
            TattooParlor tatou tattoo
            TravelAgency voyage travel
            RealEstateAgent immobil
            InsuranceAgency assuran insurance
            BankOrCreditUnion banque bank
            PostOffice poste.
            Hotel hotel
            ArtGallery galerie
            AutoRepair garage carross
            """
        return lines.split(separator: "\n").flatMap { line in
            let words = line.split(separator: " ")
            return words.dropFirst().map { word in
                let isWhole = word.hasSuffix(".")
                return (word: isWhole ? word.dropLast() : word, isWhole: isWhole, type: String(words[0]))
            }
        }.sorted { $0.word.count > $1.word.count }
    }()
}
