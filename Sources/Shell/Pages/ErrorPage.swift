import HTMLTemplate
import HTTP

/// A page that says what went wrong and what to do next.
struct ErrorPage: Page {
    static let template = "error"
    let title: String
    let advice: String
    let actionText: String
    let actionLink: String
    let reference: String?
    /// The form to send again; nil when a link is enough or nothing may be carried.
    let pending: PendingSubmission?
    let resendAction: String?
    let isPrivate = true

    static let fields: [Field<ErrorPage>] = [
        .text("title") { $0.title },
        .text("advice") { $0.advice },
        .text("actionText") { $0.actionText },
        .text("actionLink") { $0.actionLink },
        .optionalText("reference") { $0.reference },
        .optionalText("resendAction") { $0.resendAction },
        .list("fields") { $0.pending?.fields ?? [] },
        .flag("hasWords") { $0.pending?.fields.contains(where: \.isShown) ?? false },
        .flag("isWithoutPassword") { $0.pending?.isWithoutPassword ?? false },
    ]

    /// On an address of visitors in the layout of their pages, else in that of the site.
    func render(_ status: Status, _ context: Context) throws -> Response {
        switch context.locale.extent {
        case .every: try context.render(VisitErrorPage(error: self), status: status)
        case .complete: try context.render(self, status: status)
        }
    }
}

/// The same in the layout of the visitors’ pages, in each of their languages.
struct VisitErrorPage: Page {
    static let template = "visit-error"
    let error: ErrorPage
    let isPrivate = true

    static let fields: [Field<VisitErrorPage>] = [.one("error") { $0.error }]
}
