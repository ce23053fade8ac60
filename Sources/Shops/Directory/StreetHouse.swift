import Base
import HTMLTemplate
import Shell

/// A shop as a house of a drawn street, for `partials/houses`. The page also needs `FacadeSheet`.
package struct StreetHouse: PageModel {
    let slug: String
    let name: String
    let trade: String
    let status: String?
    let drawing: HTML

    package static let fields: [Field<StreetHouse>] = [
        .text("slug") { $0.slug }, .text("name") { $0.name }, .text("trade") { $0.trade },
        .optionalText("status") { $0.status }, .html("drawing") { $0.drawing },
    ]
}

extension DirectorySnapshot {
    /// These shops as houses, in this order.
    package func houses(_ positions: some Sequence<Int>, _ context: Context) -> [StreetHouse] {
        let status = statuses(context)
        return positions.map { position in
            let line = lines[position]
            return StreetHouse(
                slug: slug(of: position), name: line.name, trade: line.trade, status: status(line),
                drawing: drawing(of: position, sign: .name))
        }
    }

    /// The shops of the front page: those open now, then those back soon, those without hours, the others; each group
    /// in the order of the streets. When there are more than `limit`, the order starts one shop further each day, so
    /// that each shop is shown on some days.
    package func street(limit: Int) -> [Int] {
        let walk = lines.indices.inStreetOrder { position in
            let line = lines[position]
            return (line.streetChoice < 0 ? "" : streets.choices[Int(line.streetChoice)].key, line.address)
        }
        let start = lines.count > limit ? today.daysSince1970 % lines.count : 0
        let turned = walk[start...] + walk[..<start]
        return FacadeState.allCases.flatMap { state in turned.filter { facadeState(of: $0) == state } }
            .prefix(limit).map { $0 }
    }
}
