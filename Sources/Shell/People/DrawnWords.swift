import Base

/// Four words drawn by the program from a list of 7,776, for a password that can be said aloud: 51 bits, enough against
/// guesses within the rate limits, and against guesses at the scrypt hashes of a stolen file. See
/// `docs/decisions/0016-drawn-words.md`.
///
/// Each word joins a verb and a noun, as French makes words: «porte-lune», like «porte-plume». 72 verbs and 108 nouns
/// make 7,776 words: short, without accents, and easy to spell.
enum DrawnWords {
    /// The number of words drawn.
    static let count = 4

    /// Four words, such as «porte-lune pique-miel garde-pomme tire-sable».
    static func draw(_ randomness: Randomness) -> String {
        (0..<count).map { _ in word(number(below: verbs.count * nouns.count, randomness)) }.joined(separator: " ")
    }

    /// The word with this number in the list.
    static func word(_ number: Int) -> String {
        verbs[number / nouns.count] + "-" + nouns[number % nouns.count]
    }

    /// A number from 0, every one equally likely: draws above the largest multiple of `limit` are drawn again.
    static func number(below limit: Int, _ randomness: Randomness) -> Int {
        let fair = 65_536 / limit * limit
        while true {
            let drawn = randomness.bytes(2).reduce(0) { $0 << 8 | Int($1) }
            if drawn < fair { return drawn % limit }
        }
    }

    static let verbs = """
        aide aime avale berce brise cache cale calme casse chipe colle conte copie coupe couve danse donne dore
        force garde gobe grave guide hache jette joue lance lave lime lisse loge mange mime monte nomme noue
        ouvre palpe pare passe peint perce pince pique plante plie pompe porte pose prend range rime roule sale sauve
        scie serre sert signe sonne suit tape tire tisse tond trace trie vend vide vise voit vole
        """.split { $0.isWhitespace }.map(String.init)

    static let nouns = """
        ami anis arbre avion bal balai balle banc bijou bocal bois bol boule bulle cacao cake canne carte chat
        chou ciel clef clou coco coq corde crabe dune fleur foin four fruit gant gomme grain herbe hibou huile
        iris jupe kiwi lac lait lampe lapin lilas lion livre loup lune lutin malle mare melon merle miel moto
        navet neige nid noix nuage ours pain palme panda patin pelle perle plage plume poire pomme pont poule
        prune puce radis rame riz robe rose roue ruban rubis sable sac sapin savon seau sel sirop soie soupe
        sucre table tapis tarte tasse terre tigre toit train vague vase vent verre vigne
        """.split { $0.isWhitespace }.map(String.init)
}
