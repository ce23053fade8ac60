/// What a site is started with. Nothing in it is required of the person who starts it.
public struct SiteConfiguration: Sendable {
    /// The folder with `Templates` and `Public`.
    public var home: String
    /// The folder of the association's file.
    public var storage: String
    /// The address visitors use, such as `https://rue-du-marche.fr`, for posters and links; nil: the Host they came by.
    public var publicURL: String?
    /// Templates are read again when they change, and `/style` is there.
    public var isDevelopment = false
    /// Off for load tests only.
    public var limitsRate = true

    /// A site out of `home` on `storage`.
    public init(home: String, storage: String) {
        self.home = home
        self.storage = storage
    }

    /// The association's file.
    public var databasePath: String { storage + "/association.sqlite" }
}
