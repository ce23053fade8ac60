import Shell

extension Feature {
    /// What the association announces.
    static let news = Feature(
        pages: [NewsListPage.self, NewsPostPage.self, NewsFormPage.self], fields: NewsForm.fields,
        hiddenFromRobots: ["/actualites/nouvelle"], publicPages: { _ in [PublicPage(.news)] },
        formPages: ["/actualites": "/actualites/nouvelle"], retention: [NewsPost.retention],
        carryOver: { replaced, db, _ in try NewsPost.carryOver(from: replaced, in: db) })
}
