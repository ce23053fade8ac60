import Base
import Projects
import SQLite
import Shell
import Shops

extension Feature {
    /// Pictures of pages that people share, icons, and the web manifest.
    static let sharing = Feature(
        pages: [ShareSheet.self, IconSheet.self],
        dueJobs: [
            .scheduled(Drawing.job) { run in
                let db = try run.site.database.makeReader()
                guard let association = try Association.current(in: db) else { return }
                let render = SheetRenderer(run.site, association)
                var drawings = try AppIcons.all(association, render)
                // The address of a picture to be shared is absolute.
                let hasAddress = run.site.configuration.publicURL != nil || !association.publicAddress.isEmpty
                if hasAddress {
                    let shared = SharePictures(render: render, association: association, fonts: try PrintFonts())
                    drawings += try shared.all(in: db)
                }
                try Drawing.update(drawings, run)
            }
        ],
        rebuild: { db, _ in try Drawing.schedule(in: db) })
}

/// Photos of shops, pictures of projects, icons: a part of the site map.
let pictureRoutes: [Route] = [
    .get("/manifest.webmanifest", .anyone, cached: true, ManifestHandlers.show),
    .get("/apple-touch-icon.png", .anyone, ManifestHandlers.appleIcon),
    .get("/boutiques/:shop/photos", .member, ShopPictureHandlers.index),
    .post("/boutiques/:shop/photos", .member, upTo: SiteLimits.pictureBodyBytes, ShopPictureHandlers.create),
    .post("/boutiques/:shop/photos/:photo", .member, ShopPictureHandlers.update),
    .post("/boutiques/:shop/photos/:photo/retrait", .member, ShopPictureHandlers.delete),
    .get("/projets/:project/image", .member, ProjectPictureHandlers.edit),
    .post("/projets/:project/image", .member, upTo: SiteLimits.pictureBodyBytes, ProjectPictureHandlers.create),
    .post("/projets/:project/image/retrait", .member, ProjectPictureHandlers.delete),
]
