import Base
import FoundationEssentials
import SQLite
import Shell

/// What a list changed in a shop, unless it was changed again since, for the home of its shopkeeper.
struct ImportedChange: Sendable {
    let confirmedAt: Instant
    /// The messages with the names of the fields.
    let labels: [String]

    /// The last one of a shop while its import is stored; nil when there is none.
    static func last(of shop: Shop.ID, in db: Reader) throws -> ImportedChange? {
        let change = try db.first(
            """
            SELECT list_import.confirmed_at, list_import_change.before
              FROM list_import_change JOIN list_import ON list_import.id = list_import_change.import_id
             WHERE list_import_change.row_id = ?1 AND list_import_change.act = 'changed'
               AND list_import.kind = ?2 AND list_import.undone_at IS NULL
             ORDER BY list_import.confirmed_at DESC LIMIT 1
            """, shop, ShopRows.name
        ) { row in
            let before = try JSONDecoder().decode(StoredImport.Before.self, from: Data(row.text(1).utf8))
            return (at: row.instant(0), fields: Set(before.texts.keys))
        }
        guard let change else { return nil }
        let authors = try ShopAuthor.stored(of: shop, in: db)
        func isFromList(_ field: String) -> Bool {
            authors[field]?.source == ShopAuthor.Source.fileOfShops.rawValue && authors[field]?.at == change.at.seconds
        }
        var fields = ShopFields.all.map(\.name).filter { change.fields.contains($0) && isFromList($0) }
        if change.fields.contains(WeekText.field), WeekText.days.contains(where: isFromList) {
            fields.append(WeekText.field)
        }
        // The position follows the address.
        if fields.count > 1 { fields.removeAll { $0 == ShopFields.place.name } }
        return fields.isEmpty
            ? nil : ImportedChange(confirmedAt: change.at, labels: fields.map { "import.column.\($0)" })
    }

    /// «Une liste a changé votre page: téléphone», for the people who may edit it.
    static func waiting(at place: Workplace, _ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.edit, place) == true, let change = try last(of: place.shop, in: db) else {
            return []
        }
        let fields = change.labels.map { context.say($0).lowercased() }.joined(separator: ", ")
        let date = context.language.date(change.confirmedAt.local.day)
        return [
            Waiting(
                .useful, context.say("waiting.imported"),
                why: context.say("waiting.imported.why", ["date": date, "fields": fields]),
                action: context.say("waiting.see"), .editShop(ShopCode(place.code)), context)
        ]
    }
}
