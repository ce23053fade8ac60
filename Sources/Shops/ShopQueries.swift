import Base
import SQLite
import Shell

extension Shop {
    /// The columns `init(row:)` reads, in its order.
    package static let columns =
        "shop.id, shop.code, shop.latitude, shop.longitude, shop.updated_at, shop.version"
        + ShopFields.texts.map { ", shop." + $0.column }.joined()
    private static let columnsBefore = 6
    /// How many they are.
    package static let columnCount = columnsBefore + ShopFields.texts.count

    package init(row: Row) throws {
        var details = ShopDetails()
        details.place = Place(row.optionalDouble(2), row.optionalDouble(3))
        for (index, field) in ShopFields.texts.enumerated() {
            field.load(row, at: Shop.columnsBefore + index, into: &details)
        }
        self.init(
            id: ID(rawValue: row.int(0)), code: row.text(1), details: details,
            updatedAt: row.instant(4), version: row.int(5))
    }

    /// The shop a code or the end of an address names, or nil.
    package static func find(_ segment: String, in db: Reader) throws -> Shop? {
        guard let code = code(in: segment) else { return nil }
        return try db.first(
            "SELECT \(columns) FROM shop WHERE code = ?1 AND removed_at IS NULL", code, decode: Shop.init(row:))
    }

    /// The same, only where `member` has this right; a shop where they have not looks like a missing one.
    package static func find(_ segment: String, where member: Member, may right: Right, in db: Reader) throws -> Shop? {
        guard let shop = try find(segment, in: db), member.may(right, shop) else { return nil }
        return shop
    }
}

extension Shop: Scoped {
    package var scope: Scope { id.scope }
    package var pictures: PictureOwner { .shop(id.rawValue) }
}

extension Shop.ID: Scoped {
    package var scope: Scope { .shop(rawValue) }
}

extension Shop {
    /// Selects the current shopkeepers of `shop.id`: those who decide who works there.
    package static let holders = """
        shop_id = shop.id AND until_at IS NULL AND office IN \(Right.managePeople.offices(.own))
        AND EXISTS (SELECT 1 FROM member WHERE member.id = office.member_id AND disabled_at IS NULL)
        """
}

extension Workplace {
    /// The row of the shop.
    package var shop: Shop.ID { Shop.ID(rawValue: id) }
}

extension Shop {
    /// The pages of all shops, by name.
    package static func publicPages(in db: Reader) throws -> [PublicPage] {
        try db.rows(
            """
            SELECT name, code, updated_at FROM shop INDEXED BY shop_by_name WHERE removed_at IS NULL
             ORDER BY name_key, id LIMIT 5000
            """
        ) { row in
            PublicPage(
                .shop(name: row.text(0), code: row.text(1)), changedAt: row.instant(2))
        }
    }
}

extension Shop.ID: Bindable {}
