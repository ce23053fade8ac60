import SQLite

extension Member {
    /// The members who hold a right for the association by an office there: readers of notices to the board.
    package static func all(may right: Right, in db: Reader) throws -> [ID] {
        let offices = Office.allCases.filter { $0.rights[.association]?.contains(right) == true }
        let holders = try offices.flatMap { office in
            try db.rows(
                """
                SELECT DISTINCT member_id FROM office
                 WHERE office = ?1 AND shop_id IS NULL AND project_id IS NULL AND until_at IS NULL
                """, office.rawValue
            ) { ID(rawValue: $0.int(0)) }
        }
        return try unique(holders).filter { try find($0, in: db)?.may(right) == true }
    }

    /// The members who hold a right at a shop by an office there, without the board.
    package static func people(ofShop shop: Int, may right: Right, in db: Reader) throws -> [ID] {
        let holders = try db.rows(
            "SELECT DISTINCT member_id FROM office WHERE shop_id = ?1 AND until_at IS NULL", shop
        ) { ID(rawValue: $0.int(0)) }
        return try unique(holders).filter { try find($0, in: db)?.may(right, AnyScope(scope: .shop(shop))) == true }
    }

    /// The members who hold a right in a project by an office there, without the board; longest in office first.
    package static func people(ofProject project: Int, may right: Right, in db: Reader) throws -> [ID] {
        let holders = try db.rows(
            """
            SELECT member_id FROM office WHERE project_id = ?1 AND until_at IS NULL
               AND office IN \(right.offices(.own)) ORDER BY since_at, id
            """, project
        ) { ID(rawValue: $0.int(0)) }
        return try unique(holders).filter { try find($0, in: db) != nil }
    }

    private static func unique(_ members: [ID]) -> [ID] {
        var seen: Set<ID> = []
        return members.filter { seen.insert($0).inserted }
    }

    private struct AnyScope: Scoped {
        let scope: Scope
    }
}
