import Encounters
import SQLite

extension DemoStreet {
    /// The president publishes half of the words that visitors allow to be quoted, six at most; the others wait.
    func publishWords(in db: Writer) throws {
        let waiting = try AllowedWords.waiting(in: db)
        var texts: Set<String> = []
        for words in waiting.prefix((waiting.count + 1) / 2) where texts.count < 6 && texts.insert(words.text).inserted
        {
            _ = try AllowedWords.decide(.published, words.publicID, by: president, at: now, in: db)
        }
    }
}
