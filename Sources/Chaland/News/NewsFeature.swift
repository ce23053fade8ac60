import Shell

let newsRoutes: [Route] = [
    .get("/actualites", .anyone, cached: true, NewsHandlers.index),
    .post("/actualites", .needs(.publishNews), NewsHandlers.create),
    .get("/actualites/nouvelle", .needs(.publishNews), NewsHandlers.new),
    .get("/actualites/:post", .anyone, cached: true, NewsHandlers.show),
    .get("/actualites/:post/modifier", .needs(.publishNews), NewsHandlers.edit),
    .post("/actualites/:post/modifier", .needs(.publishNews), NewsHandlers.update),
    .get("/actualites/:post/image", .needs(.publishNews), NewsPictureHandlers.edit),
    .post(
        "/actualites/:post/image", .needs(.publishNews), upTo: SiteLimits.pictureBodyBytes, NewsPictureHandlers.create),
    .post("/actualites/:post/image/retrait", .needs(.publishNews), NewsPictureHandlers.delete),
    .post("/actualites/:post/retrait", .needs(.publishNews), NewsHandlers.remove),
    .post("/actualites/:post/retablissement", .needs(.publishNews), NewsHandlers.restore),
]

extension Feature {
    /// What the association announces.
    static let news = Feature(
        pages: [NewsListPage.self, NewsPostPage.self, NewsFormPage.self], fields: NewsForm.fields,
        hiddenFromRobots: ["/actualites/nouvelle"], publicPages: { _ in [PublicPage(.news)] },
        formPages: ["/actualites": "/actualites/nouvelle"], personalData: [NewsPost.personalData],
        removed: { try NewsPost.removed($0, $1, in: $2) },
        carryOver: { replaced, db, _ in try NewsPost.carryOver(from: replaced, in: db) })
}
