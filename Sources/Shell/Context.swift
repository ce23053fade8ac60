import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// One request with everything a handler needs to answer it. A class: it is passed on often and never changes.
package final class Context {
    /// The event loop that answers.
    package let loop: SiteLoop
    /// The request with its body.
    package let request: Request
    /// Language, prefix and path, from the address and `Accept-Language`.
    package let locale: RequestLocale
    let parameters: Parameters
    /// When the handling of the request began: one time for the whole answer.
    package let now: Instant
    /// The association; before it is founded, one without a town that is called Chaland.
    package let association: Association
    /// Who is signed in; nil for a guest.
    package let member: Member?
    /// The secret of the session cookie, whether or not it is still valid.
    package let session: Secret?

    package init(
        loop: SiteLoop, request: Request, locale: RequestLocale, parameters: Parameters, now: Instant,
        association: Association, member: Member?, session: Secret?
    ) {
        self.loop = loop
        self.request = request
        self.locale = locale
        self.parameters = parameters
        self.now = now
        self.association = association
        self.member = member
        self.session = session
    }

    /// The site, shared by all loops.
    package var site: Site { loop.site }
    /// The language of the answer.
    package var language: Language { locale.language }

    /// The value of a parameter of the route; empty when the route has none of that name.
    package func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// The member. Routes for members have one; throws `signInRequired` otherwise.
    package func requireMember() throws -> Member {
        guard let member else { throw Failure.signInRequired }
        return member
    }

    /// Reads one snapshot of the store, on this loop, without a thread switch.
    package func read<T>(_ body: (Reader) throws -> T) throws -> T {
        try loop.reader.read { try body(loop.reader) }
    }

    /// Changes the store: durable when this returns, rolled back alone when `body` throws.
    package func write<T: Sendable>(_ body: @escaping @Sendable (Writer) throws -> T) async throws -> T {
        // Cached rows may be stale now, even when the write threw.
        defer { loop.memory.forget() }
        return try await site.database.write(body)
    }

    /// Changes what the answer can do without, such as a sign of life: an error is logged, and the answer is sent all
    /// the same. A full queue is not logged.
    package func writeIfPossible(_ body: @escaping @Sendable (Writer) throws -> Void) async {
        do {
            try await write(body)
        } catch DatabaseError.queueFull, DatabaseError.closed {
            return
        } catch {
            ErrorPages.log("log.storage", request.id, error, loop)
        }
    }

    /// Computes a password hash, off the loop.
    /// - Throws: `Failure.busy` when too many jobs wait, in all or for this network or member; what `work` throws.
    package func hash<T: Sendable>(_ lane: HashLane, _ work: @escaping @Sendable () throws -> T) async throws -> T {
        let owner = site.limits.isOn ? lane.owner(site.jobOwners) : nil
        return switch lane {
        case .known: try await site.knownHashing.run(for: owner, work)
        case .unknown: try await site.hashing.run(for: owner, work)
        }
    }

    /// Runs other work that would block the loop.
    /// - Throws: `Failure.busy` when too many jobs of the lane wait; what `work` throws.
    package func offload<T: Sendable>(
        _ lane: JobLane, _ work: @escaping @Sendable () throws -> T
    ) async throws -> T {
        try await site.jobs(lane).run(work)
    }

    /// Runs a slow read off the loop, on one snapshot, with its own reader.
    package func offload<T: Sendable>(
        _ lane: JobLane, _ body: @escaping @Sendable (Reader) throws -> T
    ) async throws -> T {
        let database = site.database
        return try await site.jobs(lane).run {
            let reader = try database.makeReader()
            return try reader.read { try body(reader) }
        }
    }

    /// The fields of the body. Throws `FormError` for a body that is no form.
    package func form(upTo bytes: Int = SiteLimits.formBytes) throws -> Form {
        try Form.body(request, limits: FormLimits(bytes: bytes))
    }
    /// The fields of the query.
    package var query: Form { (try? Form.query(request.head)) ?? Form() }

    /// The address of a link on this page, with the language prefix of the page.
    package func link(_ link: Link) -> String { locale.base + link.path }

    /// The messages of the person's language.
    package var messages: Messages { language.messages }

    /// A sentence in the person's language.
    package func say(_ key: String, _ values: [String: String] = [:]) -> String {
        messages.text(key, values)
    }

    /// A sentence with a plural form for `count`, in the person's language.
    package func say(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
        messages.text(key, count: count, values)
    }

    /// «C’est trop long : 2 000 caractères au plus.»
    package func tooLong(_ limit: Int) -> String { say("form.tooLong", ["limit": language.number(limit)]) }

    /// 303 to a link, with a sentence for the next page and the action that undoes what was done.
    package func seeOther(_ link: Link, flash: String? = nil, isError: Bool = false, undo: Link? = nil) -> Response {
        var response = Response.seeOther(LocalPath(self.link(link)) ?? "/")
        if let flash {
            FlashCookie.set(flash, isError: isError, undo: undo.map(self.link), on: &response, request: request)
        }
        return response
    }

    /// A page with the layout around it.
    package func render<P: Page>(_ page: P, status: Status = .ok) throws -> Response {
        let flash = FlashCookie.read(request)
        let layout = try self.layout(around: page, flash: flash)
        let bytes = try loop.pages.render(page, layout, language)
        // The answer to a form may be shown again by Back, which must not send the form once more.
        let cache: CachePolicy =
            !request.method.isRead
            ? .personal : page.isPrivate || flash != nil ? .never : member == nil ? .shared : .personal
        var response = Response.page(bytes, status: status, language: language.tag, cache: cache)
        if flash != nil { FlashCookie.clear(on: &response, request: request) }
        return response
    }

    /// This page in the other languages it exists in; for the answer to a form, the page of the form.
    private func translations(of page: some Page) -> [Layout.Translation] {
        let link = page.formLink.map { nearestPage(to: Array($0.path.utf8)[...]) }
        return loop.resources.languages.of(locale.extent).filter { $0 != language }.map { other in
            let url =
                request.method.isRead ? locale.address(in: other) : "/" + other.tag + (link ?? nearestPage).path
            return Layout.Translation(tag: other.tag, url: url, name: other.name)
        }
    }

    /// The language of the pages that do not exist in this one: they follow `Accept-Language`.
    private var elsewhere: Layout.Translation? {
        if language.isComplete { return nil }
        let other = loop.resources.languages.negotiated(request.head, .complete)
        return Layout.Translation(tag: other.tag, url: "", name: other.name)
    }

    private func layout(around page: some Page, flash: Flash?) throws -> Layout {
        Layout(
            language: language, base: locale.base, association: association, member: member, section: page.section,
            assets: loop.resources.assetLinks, addresses: page.canonicalLink.map(addresses),
            translations: translations(of: page), elsewhere: elsewhere,
            isAnswer: !request.method.isRead, navigation: try navigation(), flash: flash,
            isDevelopment: site.configuration.isDevelopment, path: locale.path)
    }
}
