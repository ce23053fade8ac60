import Base
import HTMLTemplate
import HTTP
import Shell
import Shops
import Web

/// The poster of a public project with its own code, and words to share it.
struct ProjectPosterPage: Page {
    static let template = "projects/poster"
    let title: String
    let backLink: String
    let action: String
    let poster: Poster?
    let shared: SharedText?
    let isPublic: Bool
    /// Without a public address of the site a printed code leads nowhere.
    let hasAddress: Bool
    let section = Section.projects
    let isPrivate = true

    struct Poster: PageModel {
        let title: String
        let lines: [String]
        let url: String
        let qrLabel: String
        let shops: String

        static let fields: [Field<Poster>] = [
            .text("name") { $0.title }, .list("lines") { $0.lines }, .text("shops") { $0.shops },
            .text("address") { $0.url.split(separator: "/").dropFirst().joined(separator: "/") },
            .html("code") { QRCode.svg($0.url, label: $0.qrLabel) ?? "" },
        ]
    }

    static let fields: [Field<ProjectPosterPage>] = [
        .text("title") { $0.title }, .text("backLink") { $0.backLink }, .text("action") { $0.action },
        .one("poster") { $0.poster }, .one("sharedText") { $0.shared }, .flag("isPublic") { $0.isPublic },
        .flag("hasAddress") { $0.hasAddress },
    ]
}

/// The poster of a public project.
package enum ProjectPosterHandlers {
    /// The poster, for those who lead the project or work at a shop taking part: once its code is made.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let project = try TaskHandlers.helped(context)
        let (code, shops) = try context.read { db in
            (
                try EntryPoint.code(ofProject: project.id.rawValue, in: db),
                try Participation.current(in: project.id, db).map(\.name.name)
            )
        }
        let (isPublic, hasAddress) = (project.publicAt != nil, context.publicAddress.origin != nil)
        // Paper says what visitors may read: the approved text.
        let seen = try context.read { try Project.find(project.publicID, visibleTo: nil, in: $0) }
        let url = code.map { context.absolute(.visit($0)) }
        let when = seen.map { $0.details.dates.isEmpty ? [$0.details.happens] : $0.details.dateWords(context) } ?? []
        let lines = (when + [seen?.details.place ?? ""]).filter { !$0.isEmpty }
        let title = seen?.details.title ?? project.details.title
        return try context.render(
            ProjectPosterPage(
                title: project.details.title, backLink: context.link(.project(project)),
                action: context.link(.projectPoster(project)),
                poster: isPublic && hasAddress
                    ? url.map { url in
                        ProjectPosterPage.Poster(
                            title: title, lines: lines, url: url,
                            qrLabel: context.say("project.poster.qr", ["project": title]),
                            shops: shops.joined(separator: " · "))
                    } : nil,
                shared: isPublic && hasAddress
                    ? url.map { SharedText(([title] + lines).joined(separator: "\n") + "\n→ " + $0) } : nil,
                isPublic: isPublic, hasAddress: hasAddress))
    }

    /// Makes the code of the poster: 303 to it; pressed twice, the same one.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try TaskHandlers.helped(context), try context.requireMember().id, context.now)
        guard project.publicAt != nil else { return context.seeOther(.projectPoster(project)) }
        let randomness = context.site.randomness
        try await context.write { db in
            let row = project.id.rawValue
            if try EntryPoint.code(ofProject: row, in: db) != nil { return }
            let added = try PrintedCode.Details(.project).insert(
                of: .project(row), letters: { randomness.letters(4) }, at: now, in: db)
            if added == nil { return }
            try Audit.record(.posterMade, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(.projectPoster(project))
    }
}
