import Base
import HTTP
import Shell
import Web

/// The logo and the photos of a shop, for its people.
package enum ShopPictureHandlers {
    /// The logo and the photos, with their forms.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, pictures) = try own(context)
        return try context.render(ShopPicturesPage(shop, pictures, context))
    }

    /// Adds a photo, or replaces the logo: 303; 422 with the reason, and nothing changes. The same picture sent twice
    /// is stored once.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (member, (shop, pictures)) = (try context.requireMember(), try own(context))
        let sent = try context.form(upTo: SiteLimits.pictureBodyBytes)
        var form = FormState(sent, fields: ShopPicturesPage.formFields, context)
        let isLogo = sent["kind"] == Picture.Kind.logo.rawValue
        let field = isLogo ? ShopPicturesPage.logo : ShopPicturesPage.photo
        let words = form.text(PictureUpload.words)
        do {
            if form.isValid {
                var picture = try await PictureUpload.convert(sent, field, as: isLogo ? .logo : .photo, context)
                picture.words = words
                let (made, id, now) = (picture, context.site.randomness.publicID(), context.now)
                try await context.write { db in
                    if isLogo {
                        try OwnPictures.replace(
                            with: made, publicID: id, of: shop.pictures, by: member.id, at: now, in: db)
                    } else {
                        try OwnPictures.add(
                            made, publicID: id, to: shop.pictures, limit: SiteLimits.shopPhotos, by: member.id, at: now,
                            in: db)
                    }
                    try DirectoryStamp.renew(in: db)
                    try Audit.record(.photoAdded, shop.code, by: member.id, at: now, in: db)
                }
                return context.seeOther(
                    .shopPhotos(of: ShopCode(shop.code)),
                    flash: context.say(isLogo ? "photo.logo.saved" : "photo.added"))
            }
        } catch let refusal as PictureRefusal {
            form.refuse(field.name, refusal.words(context))
        }
        let page = ShopPicturesPage(
            shop, pictures, photoForm: isLogo ? nil : form, logoForm: isLogo ? form : nil, context)
        return try context.render(page, status: .unprocessableContent)
    }

    /// Changes the alternative text of a photo; with `premiere`, puts it before the others: 303; 422 with the text as
    /// typed.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, pictures) = try own(context)
        let picture = try found(pictures, context)
        let sent = try context.form()
        var form = FormState(sent, fields: [AnyField(PictureUpload.words)], context)
        let words = form.text(PictureUpload.words)
        guard form.isValid else {
            let page = ShopPicturesPage(shop, pictures, wordsForm: (picture.publicID, form), context)
            return try context.render(page, status: .unprocessableContent)
        }
        let isFirst = sent["premiere"] != nil
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try OwnPictures.describe(picture, words, in: db)
            if isFirst { try OwnPictures.moveToFront(picture, of: shop.pictures, in: db) }
            try DirectoryStamp.renew(in: db)
            try Audit.record(.photoChanged, shop.code, by: member, at: now, in: db)
        }
        return context.seeOther(
            .shopPhotos(of: ShopCode(shop.code)), flash: context.say(isFirst ? "photo.first" : "photo.saved"))
    }

    /// Deletes a photo or the logo for good: 303.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, pictures) = try own(context)
        let (picture, member, now) = (try found(pictures, context), try context.requireMember().id, context.now)
        try await context.write { db in
            try OwnPictures.remove(picture, of: shop.pictures, at: now, in: db)
            try DirectoryStamp.renew(in: db)
            try Audit.record(.photoRemoved, shop.code, by: member, at: now, in: db)
        }
        return context.seeOther(.shopPhotos(of: ShopCode(shop.code)), flash: context.say("photo.removed"))
    }

    private static func found(_ pictures: OwnPictures, _ context: Context) throws -> Picture {
        guard let picture = pictures.picture(context.parameter("photo")) else { throw Failure.notFound }
        return picture
    }

    /// The shop in the path with its pictures; 404 unless the member may edit it.
    private static func own(_ context: Context) throws -> (Shop, OwnPictures) {
        let member = try context.requireMember()
        let found = try context.read { db -> (Shop, OwnPictures)? in
            guard let shop = try Shop.find(context.parameter("shop"), where: member, may: .edit, in: db) else {
                return nil
            }
            return (shop, try OwnPictures.of(shop.pictures, in: db))
        }
        guard let found else { throw Failure.notFound }
        return found
    }
}
