import Base
import HTMLTemplate
import Shell
import Shops
import Web

/// The values that the script of the counter needs, such as the pages to store for use without a network.
struct CounterScript: PageModel {
    let signIn: String
    let offline: String
    /// The list of the counters, for a member of several shops.
    let offlineList: String
    /// The mark of the member, under which the phone stores their notes.
    let mark: String
    /// The confirmation of a note with a reason, which replaces `#`.
    let because: String

    static let fields: [Field<CounterScript>] = [
        .text("signInLink") { $0.signIn }, .text("offlineLink") { $0.offline },
        .text("offlineListLink") { $0.offlineList }, .text("mark") { $0.mark },
        .text("because") { $0.because },
    ]

    init(_ code: ShopCode, _ member: Member.ID, _ context: Context) {
        signIn = context.link(.signIn(then: .counter(at: code)))
        offline = context.link(.offlineCounter(at: code))
        offlineList = context.link(.offlineCounters)
        mark = CounterScript.mark(of: member, at: code, context)
        because = context.say("encounter.noted.because", ["reason": "#"])
    }

    /// Distinguishes the members who share a phone at a shop, and says nothing about them.
    static func mark(of member: Member.ID, at code: ShopCode, _ context: Context) -> String {
        context.site.key.secret("counter", Array("\(member.rawValue) \(code)".utf8)).text
    }

    /// The addresses of the two scripts.
    static func queue(_ context: Context) -> String { context.loop.resources.assetLink("queue.js") }
    static func counter(_ context: Context) -> String { context.loop.resources.assetLink("counter.js") }
}
