import Base
import Shell
import SQLite

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
                // The address of a picture to be shared is absolute. Without fonts there are only icons.
                let hasAddress = run.site.configuration.publicURL != nil || !association.publicAddress.isEmpty
                if hasAddress, let fonts = try? PrintFonts() {
                    drawings += try SharePictures(render: render, association: association, fonts: fonts).all(in: db)
                }
                try Drawing.update(drawings, run)
            }
        ],
        rebuild: { db, _ in try Drawing.schedule(in: db) })
}
