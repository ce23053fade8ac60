import Base
import Encounters
import HTTP
import Projects
import SQLite
import Shell
import Shops
import Web

/// Atom feeds of what public pages show. They need absolute addresses: 404 without a public address, like
/// `sitemap.xml`.
enum FeedHandlers {
    /// The most entries in a feed.
    private static let entries = 30

    /// The shops added last.
    static func shops(_ request: Request, _ context: Context) async throws -> Response {
        try feed("boutiques", .shopFeed, of: .directory, context.say("feed.shops"), context) { db, tags in
            try NewShop.latest(limit: entries, in: db).map { shop in
                AtomFeed.Entry(
                    id: tags.tag("boutiques/" + shop.code, since: shop.addedAt), title: shop.name,
                    link: context.canonical(.shop(name: shop.name, code: shop.code)), published: shop.addedAt,
                    updated: shop.addedAt, author: shop.name, text: shop.words)
            }
        }
    }

    /// The public projects, in the text that everyone sees.
    static func projects(_ request: Request, _ context: Context) async throws -> Response {
        try feed("projets", .projectFeed, of: .projects, context.say("feed.projects"), context) { db, tags in
            try PublicProject.latest(limit: entries, in: db).map { project in
                AtomFeed.Entry(
                    id: tags.tag("projets/" + project.publicID, since: project.publicAt), title: project.title,
                    link: context.canonical(.project(project.publicID)), published: project.publicAt,
                    updated: project.changedAt, author: project.shop ?? context.association.name,
                    text: project.words(context))
            }
        }
    }

    /// The reviews published last, in full, with their dates (C. conso. D.111-10).
    static func reviews(_ request: Request, _ context: Context) async throws -> Response {
        try feed("avis", .reviewFeed, of: .directory, context.say("feed.reviews"), context) { db, tags in
            try Review.latest(limit: entries, in: db).compactMap { review in
                guard let at = review.publishedAt else { return nil }
                let title = context.say("feed.review", ["shop": review.shopName])
                return AtomFeed.Entry(
                    id: tags.tag("avis/" + review.publicID, since: at), title: title,
                    link: context.canonical(
                        Link.shop(name: review.shopName, code: review.shopCode).at(fragment: "avis")),
                    published: at, updated: review.answeredAt ?? at, author: review.pseudonym,
                    text: review.plainWords(context))
            }
        }
    }

    /// The news and the running bons plans, the newest first.
    static func news(_ request: Request, _ context: Context) async throws -> Response {
        let now = context.now
        return try feed("actualites", .newsFeed, of: .news, context.say("news.title"), context) { db, tags in
            let posts = try NewsPost.shown(at: now, limit: entries, in: db).map { post in
                AtomFeed.Entry(
                    id: tags.tag("actualites/" + post.publicID, since: post.publishedAt), title: post.details.title,
                    link: context.canonical(.newsPost(post.publicID)), published: post.publishedAt,
                    updated: post.changedAt, author: context.association.name, text: post.details.text)
            }
            let deals = try Deal.running(at: now, limit: entries, in: db).map { deal in
                AtomFeed.Entry(
                    id: tags.tag("bons-plans/" + deal.publicID, since: deal.addedAt),
                    title: context.say("feed.deal", ["shop": deal.shopName]), link: context.canonical(deal.shopLink),
                    published: deal.addedAt, updated: deal.changedAt, author: deal.shopName,
                    text: deal.details.text + "\n" + deal.details.words(context))
            }
            return (posts + deals).sorted { $0.published > $1.published }
        }
    }

    /// Makes the identifiers of a feed: `tag:` URIs (RFC 4151) with the host, and with the day of the entry, on which
    /// the host was the association’s.
    private struct Tags {
        let host: String

        func tag(_ path: String, since moment: Instant) -> String { "tag:\(host),\(moment.local.day):\(path)" }
    }

    private static func feed(
        _ name: String, _ link: Link, of page: Link, _ title: String, _ context: Context,
        _ entries: (Reader, Tags) throws -> [AtomFeed.Entry]
    ) throws -> Response {
        guard let origin = context.publicAddress.origin else { throw Failure.notFound }
        let tags = Tags(host: origin.host)
        let feed = try context.read { db in
            let since = try Association.foundedAt(in: db)
            return AtomFeed(
                id: tags.tag(name, since: since), title: title + " – " + context.association.name,
                author: context.association.name, page: context.canonical(page),
                address: origin.description + context.link(link),
                language: context.language.tag, since: since, entries: try entries(db, tags))
        }
        var response = Response.data(feed.bytes, type: AtomFeed.mediaType, cache: .shared)
        response.fields.append(.vary, "Accept-Language")
        return response
    }
}
