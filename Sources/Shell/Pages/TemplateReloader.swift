import FoundationEssentials

/// Development only: reloads templates, messages and files when one of them has changed, so that a saved file shows at
/// the next request.
struct TemplateReloader {
    private let home: String
    private let map: SiteMap
    private var seen: Date

    init(home: String, map: SiteMap) {
        self.home = home
        self.map = map
        seen = TemplateReloader.latestChange(below: home)
    }

    /// All resources, reloaded; nil when nothing has changed since the last call.
    /// - Throws: the error in a template or a message, with file and line.
    mutating func changed() throws -> SiteResources? {
        let latest = TemplateReloader.latestChange(below: home)
        guard latest > seen else { return nil }
        seen = latest
        return try SiteResources(home: home, map: map, checksPages: true)
    }

    private static func latestChange(below home: String) -> Date {
        ["Templates", "Public"].flatMap { folder in
            let path = home + "/" + folder
            let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
            return names.compactMap { name in
                try? FileManager.default.attributesOfItem(atPath: path + "/" + name)[.modificationDate] as? Date
            }
        }.max() ?? .distantPast
    }
}
