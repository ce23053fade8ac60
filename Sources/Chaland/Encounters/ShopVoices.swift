import HTMLTemplate
import SQLite

/// What visitors say of a shop, on its public page: counted feelings from five up, published reviews with both dates.
struct ShopVoices: PageModel {
    static var fields: [Field<ShopVoices>] { [] }

    /// What is public about `shop`.
    static func of(_ shop: Shop, _ context: Context) throws -> ShopVoices { ShopVoices() }
}
