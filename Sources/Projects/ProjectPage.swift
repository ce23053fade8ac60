import Base
import HTMLTemplate
import Shell
import Shops

/// One project; for members, with its comments.
struct ProjectPage: Page {
    static let template = "projects/show"
    let project: Project
    /// Its path in the requested language.
    let path: String
    let proposed: String
    let budget: String?
    /// Its dates in words.
    let dates: [String]
    /// The file for a calendar; nil without a date.
    let calendarLink: String?
    let structuredData: JSONValue?
    let proposedDay: String
    let proposedDate: String
    let picture: Picture?
    let sharedImage: SharedImage?
    let participants: [Participant]
    let ownShops: [OwnShop]
    let comments: [Comment]
    let commentForm: FormState
    let canEdit: Bool
    /// The fields that differ between its two texts, for those who can edit it.
    let changes: [ProjectChange]
    let isRestorable: Bool
    /// Its stage, and the sections of its parts.
    let story: PageStory
    let section = Section.projects
    var canonicalLink: Link? { project.publicAt != nil && project.withdrawal == nil ? .project(project) : nil }
    var isPrivate: Bool { !commentForm.isValid }
    /// Whether to show the refused change: only to members who can edit the project.
    private var isRefused: Bool { canEdit && project.publicAt != nil && project.other?.state == .refused }

    struct Participant: PageModel {
        let name: String
        let link: String?

        static let fields: [Field<Participant>] = [.text("name") { $0.name }, .optionalText("link") { $0.link }]
    }

    /// A shop of the member, with a button to join or leave.
    struct OwnShop: PageModel {
        let code: String
        let name: String
        let isJoined: Bool
        let isNamed: Bool

        static let fields: [Field<OwnShop>] = [
            .text("code") { $0.code }, .text("name") { $0.name }, .flag("isJoined") { $0.isJoined },
            .flag("isNamed") { $0.isNamed },
        ]
    }

    struct Comment: PageModel {
        let anchor: String
        let author: String
        let shop: String?
        let moment: String
        let datetime: String
        let text: String
        let removeAction: String?

        static let fields: [Field<Comment>] = [
            .text("anchor") { $0.anchor }, .text("author") { $0.author }, .optionalText("shop") { $0.shop },
            .text("moment") { $0.moment }, .text("datetime") { $0.datetime }, .text("text") { $0.text },
            .optionalText("removeAction") { $0.removeAction },
        ]
    }

    static let fields: [Field<ProjectPage>] =
        [
            .text("publicID") { $0.project.publicID }, .text("title") { $0.project.details.title },
            .text("purpose") { $0.project.details.purpose },
            .text("beginning") { $0.project.details.purpose.excerpt },
            .text("happens") { $0.project.details.dates.isEmpty ? $0.project.details.happens : "" },
            .list("dates") { $0.dates }, .flag("hasDates") { !$0.dates.isEmpty },
            .text("place") { $0.project.details.place }, .optionalText("calendarLink") { $0.calendarLink },
            .json("structuredData") { $0.structuredData?.encoded ?? "" },
            .optionalText("budget") { $0.budget },
            .text("proposed") { $0.proposed }, .text("proposedDay") { $0.proposedDay },
            .text("proposedDate") { $0.proposedDate }, .text("path") { $0.path },
            .one("sharedImage") { $0.sharedImage },
            .one("image") { page in page.picture.map { page.project.image(of: $0) } },
            .list("participants") { $0.participants }, .number("participantCount") { $0.participants.count },
            .list("ownShops") { $0.ownShops }, .list("comments") { $0.comments },
            .number("commentCount") { $0.comments.count }, .flag("hasErrors") { !$0.commentForm.isValid },
            .list("errors") { $0.commentForm.errors }, .one("commentField") { $0.commentForm.input(CommentForm.text) },
            .flag("canEdit") { $0.canEdit }, .flag("isPublic") { $0.project.publicAt != nil },
            .flag("isWaiting") { $0.project.isWaiting }, .flag("isRefused") { $0.isRefused },
            .list("changes") { $0.changes }, .plainNumber("version") { $0.project.version },
            .flag("isWithdrawn") { $0.project.withdrawal != nil }, .flag("isRestorable") { $0.isRestorable },
        ] + storyFields
}

extension ProjectPage {
    /// The page as this person may see it.
    package static func of(_ project: Project, comment: FormState? = nil, _ context: Context) throws -> ProjectPage {
        let member = context.member
        let (picture, participants, comments) = try context.read { db in
            (
                try OwnPictures.of(project.pictures, in: db).photos.first,
                try Participation.current(in: project.id, db),
                member == nil ? [] : try ProjectComment.all(about: project.id, in: db)
            )
        }
        let joined = Set(participants.map(\.shop))
        let shops = project.withdrawal == nil ? member?.workplaces(may: .represent) ?? [] : []
        let day = project.proposedAt.local.day
        let canEdit = member.map(project.isEditable) ?? false
        return ProjectPage(
            project: project, path: context.link(.project(project)),
            proposed: proposed(project.proposer, context), budget: project.details.budget.map(context.language.money),
            dates: project.details.dateWords(context),
            calendarLink: project.details.dates.isEmpty ? nil : context.link(.projectCalendar(project.publicID)),
            structuredData: project.structuredData(context),
            proposedDay: context.language.date(day), proposedDate: day.description, picture: picture,
            sharedImage: try SharedImage(of: project.pictures, words: project.details.title, context),
            participants: participants.map { Participant(name: $0.name.name, link: $0.name.link.map(context.link)) },
            ownShops: shops.map {
                OwnShop(code: $0.code, name: $0.name, isJoined: joined.contains($0.shop), isNamed: shops.count > 1)
            },
            comments: comments.map { Comment($0, project, context) }, commentForm: comment ?? FormState(context),
            canEdit: canEdit,
            changes: canEdit ? ProjectChange.all(of: project, context) : [],
            isRestorable: member.map(project.isRestorable) ?? false,
            story: try context.read { try PageStory.of(project, participants.map(\.shop), context, in: $0) })
    }

    /// Members see the proposer’s name; guests only the shop, because public pages name no person.
    private static func proposed(_ proposer: Project.Proposer, _ context: Context) -> String {
        let shop = proposer.shop?.name ?? context.association.name
        return context.member == nil ? shop : proposer.name == shop ? shop : proposer.name + ", " + shop
    }
}

extension ProjectPage.Comment {
    init(_ comment: ProjectComment, _ project: Project, _ context: Context) {
        let isOwn = context.member.map { $0.id == comment.author || $0.may(.removeComments, project) } ?? false
        let local = comment.writtenAt.local
        anchor = "c-" + comment.publicID
        author = comment.authorName
        shop = comment.shop == comment.authorName ? nil : comment.shop
        moment = context.language.moment(comment.writtenAt)
        datetime = local.day.description + "T" + ClockTime.text(minute: local.minute)
        text = comment.text
        removeAction = isOwn ? context.link(.withdrawComment(comment.publicID, on: project)) : nil
    }
}
