import HTMLTemplate
import Shell

/// The logo and the photos of a shop, for those who may edit it.
struct ShopPicturesPage: Page {
    static let template = "shops/photos"
    let shop: Shop
    let shopLink: String
    /// Where the forms are sent.
    let action: String
    let pictures: OwnPictures
    /// The form of a new photo.
    let photoForm: FormState
    let logoForm: FormState
    /// The form of a photo’s alternative text that was refused, with the photo’s id.
    let wordsForm: (publicID: String, form: FormState)?
    let rows: [Row]
    let section = Section.shops
    let isPrivate = true

    static let photo = PictureUpload.file("photo", label: "photo.file", hint: "photo.file.hint")
    static let logo = PictureUpload.file("logo", label: "photo.logo.file", hint: "photo.logo.hint")
    static let formFields = [
        AnyField(photo), AnyField(logo), AnyField(PictureUpload.words), .choice("kind"), .choice("premiere"),
    ]

    init(
        _ shop: Shop, _ pictures: OwnPictures, photoForm: FormState? = nil, logoForm: FormState? = nil,
        wordsForm: (publicID: String, form: FormState)? = nil, _ context: Context
    ) {
        (self.shop, self.pictures, self.wordsForm) = (shop, pictures, wordsForm)
        (self.photoForm, self.logoForm) = (photoForm ?? FormState(context), logoForm ?? FormState(context))
        let action = context.link(.shopPhotos(of: ShopCode(shop.code)))
        (shopLink, self.action) = (context.link(.shop(shop)), action)
        rows = pictures.photos.enumerated().map { index, photo in
            let refused = wordsForm.flatMap { $0.publicID == photo.publicID ? $0.form : nil }
            let form = refused ?? FormState([PictureUpload.words.name: photo.words], context)
            return Row(
                image: PictureImage(photo.small ?? photo.large, words: photo.words.isEmpty ? shop.name : photo.words),
                action: action + "/" + photo.publicID,
                words: form.input(PictureUpload.words, id: "words-" + photo.publicID), number: index + 1)
        }
    }

    /// A photo with its forms.
    struct Row: PageModel {
        let image: PictureImage
        let action: String
        let words: Input
        let number: Int

        static let fields: [Field<Row>] = [
            .one("image") { $0.image }, .text("action") { $0.action }, .one("wordsInput") { $0.words },
            .flag("isFirst") { $0.number == 1 }, .number("number") { $0.number },
        ]
    }

    private var errors: [FieldError] {
        photoForm.errors + logoForm.errors
            + (wordsForm.map { id, form in form.errors.map { FieldError(field: "words-" + id, text: $0.text) } } ?? [])
    }

    static let fields: [Field<ShopPicturesPage>] = [
        .text("shopName") { $0.shop.name }, .text("shopLink") { $0.shopLink }, .text("action") { $0.action },
        .list("photos") { $0.rows }, .number("photoCount") { $0.pictures.photos.count },
        .flag("hasPlace") { $0.pictures.photos.count < SiteLimits.shopPhotos },
        .one("photoInput") { $0.photoForm.input(photo) },
        .one("wordsInput") { $0.photoForm.input(PictureUpload.words) },
        .one("logoImage") { page in page.pictures.logo.map { PictureImage($0.large, words: page.shop.name) } },
        .one("logoInput") { $0.logoForm.input(logo) },
        .optionalText("logoAction") { page in page.pictures.logo.map { page.action + "/" + $0.publicID } },
        .flag("hasErrors") { !$0.errors.isEmpty }, .list("errors") { $0.errors },
    ]
}

/// The photos on the public page of a shop.
package struct ShopGallery: PageModel {
    private let photos: [PictureImage]

    /// Nil without photos.
    package init?(_ pictures: OwnPictures, of shop: Shop) {
        guard !pictures.photos.isEmpty else { return nil }
        photos = pictures.photos.enumerated().map { index, photo in
            PictureImage(photo, words: photo.words.isEmpty ? shop.name : photo.words, isFirst: index == 0)
        }
    }

    package static let fields: [Field<ShopGallery>] = [.list("photos") { $0.photos }]
}
