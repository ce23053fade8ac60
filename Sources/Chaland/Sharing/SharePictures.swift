import Base
import Projects
import SQLite
import Shell
import Shops

/// The pictures of all pages that people share: of the front page, of each shop, of each public project.
struct SharePictures {
    let render: SheetRenderer
    let association: Association
    let fonts: PrintFonts

    private var logo: Rendition? { association.printLogo }

    /// The pictures of the association as it is now.
    func all(in db: Reader) throws -> [Drawing] {
        let shops = try SharedShop.all(in: db)
        let photos = try OwnPictures.firstOfShops(in: db)
        let posters = try OwnPictures.firstOfProjects(in: db)
        return try [front(shops)]
            + shops.map { try shop($0, photo: photos[$0.id.rawValue]?[.print]) }
            + Project.shared(in: db).map { try project($0, picture: posters[$0.id.rawValue]?[.print]) }
    }

    /// The name of the association above the first façades of the street.
    private func front(_ shops: [SharedShop]) throws -> Drawing {
        var column = SheetColumn(x: 60, y: 96, width: 1_080)
        let titles = column.set(association.name, fonts.title, size: 84, smallest: 44, lines: 2, gap: 6)
        let texts = column.set(association.town, fonts.text, size: 38)
        let facades = shops.prefix(5).enumerated().map { index, shop in
            ShareSheet.Placed(x: 20 + 234 * index, y: 630 - 212, svg: shop.facade.standalone(width: 224, .open))
        }
        let sheet = ShareSheet(titles: titles, texts: texts, sender: [], facades: facades, hasPhoto: false, logo: nil)
        return try drawing(of: .association, sheet)
    }

    private func shop(_ shop: SharedShop, photo: Rendition?) throws -> Drawing {
        var column = SheetColumn(x: 60, y: 112, width: 530)
        var texts = column.set(shop.trade, fonts.text, size: 32, lines: 2, gap: 4)
        let titles = column.set(shop.name, fonts.title, size: 66, smallest: 36, lines: 4, gap: 10)
        texts += column.set(shop.address, fonts.text, size: 28, lines: 2)
        let facade = ShareSheet.Placed(x: 620, y: 104, svg: shop.facade.standalone(width: 560, .open))
        return try drawing(of: .shop(shop.id.rawValue), sheet(titles, texts, [facade], photo), photo: photo)
    }

    private func project(_ project: SharedProject, picture: Rendition?) throws -> Drawing {
        var column = SheetColumn(x: 60, y: 118, width: picture == nil ? 1_080 : 530)
        let titles = column.set(project.title, fonts.title, size: 72, smallest: 36, lines: 4, gap: 14)
        let texts = column.set(project.happens, fonts.text, size: 34, lines: 2)
        return try drawing(of: .project(project.id.rawValue), sheet(titles, texts, [], picture), photo: picture)
    }

    /// A sheet with the association at its foot. A photo takes the place of the façade.
    private func sheet(
        _ titles: [SheetLine], _ texts: [SheetLine], _ facades: [ShareSheet.Placed], _ photo: Rendition?
    ) -> ShareSheet {
        var foot = SheetColumn(x: logo == nil ? 60 : 164, y: 536, width: logo == nil ? 530 : 426)
        return ShareSheet(
            titles: titles, texts: texts,
            sender: foot.set(association.name, fonts.title, size: 30, smallest: 20, lines: 2),
            facades: photo == nil ? facades : [], hasPhoto: photo != nil,
            logo: logo == nil ? nil : ShareSheet.Place(x: 60, y: 528))
    }

    private func drawing(of owner: PictureOwner, _ sheet: ShareSheet, photo: Rendition? = nil) throws -> Drawing {
        var shown: [String: Rendition] = [:]
        if sheet.hasPhoto { shown["photo.jpg"] = photo }
        if sheet.logo != nil { shown["logo.png"] = logo }
        return Drawing(
            Drawing.shared(owner), of: owner, width: ShareSheet.width, height: ShareSheet.height,
            svg: try render(sheet),
            showing: shown)
    }
}
