import Shell

extension Feature {
    /// Projects that several shops carry out together.
    package static let projects = Feature(
        pages: [
            ProjectListPage.self, ProjectPage.self, ProjectFormPage.self, SimilarProjectsPage.self,
        ],
        fields: ProjectForm.fields + CommentForm.fields,
        hiddenFromRobots: ["/projets/nouveau"],
        publicPages: { try [PublicPage(.projects)] + Project.publicPages(in: $0) },
        formPages: ["/projets": "/projets/nouveau"],
        waiting: { try ProjectsWaiting.lines($0, in: $1) },
        waitingAt: { try ProjectsWaiting.lines(at: $0, $1, in: $2) },
        personalData: [ProjectData.all], withoutPersons: ["project_date", "project_search"],
        removed: { try ProjectsInBin.removed($0, $1, in: $2) },
        rebuild: { db, _ in try ProjectRestoration.rebuildIndex(in: db) },
        carryOver: { replaced, db, _ in try ProjectRestoration.carryOver(from: replaced, in: db) })
}
