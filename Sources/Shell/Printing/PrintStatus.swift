import Base
import ChildProgram
import HTMLTemplate

/// The progress of a PDF, for the page that offers it: `partials/print`. The page refreshes while it is being made
/// (`PrintShelf.State.isWorking`).
package struct PrintStatus: PageModel {
    private let text: String?
    private let drawn: Int
    private let count: Int
    private let link: String?
    let problem: String?

    /// Nil when the PDF was not asked for, or is no longer in memory.
    /// - Parameter link: the address of the PDF.
    package init?(_ state: PrintShelf.State?, of job: PrintJob?, link: String, _ context: Context) {
        guard let state, let job else { return nil }
        count = job.count
        switch state {
        case .working(let drawn):
            let key = drawn < job.count ? "print.drawing" : "print.making"
            text = context.say(key, count: job.count, ["drawn": context.language.number(drawn)])
            (self.drawn, self.link, problem) = (drawn, nil, nil)
        case .ready:
            text = context.say("print.ready", count: job.count)
            (drawn, self.link, problem) = (job.count, link, nil)
        case .failed(let error):
            (drawn, self.link, text) = (0, nil, nil)
            problem = PrintStatus.problem(error, context)
        }
    }

    private static func problem(_ error: ChildProgramError?, _ context: Context) -> String {
        switch error {
        case .missing(let program, let package):
            context.say("print.missing", ["program": program, "package": package])
        case .timedOut, .tooLarge: context.say("print.tooLong")
        case .failed, .notStarted, nil: context.say("print.failed")
        }
    }

    package static let fields: [Field<PrintStatus>] = [
        .optionalText("text") { $0.text }, .number("drawn") { $0.drawn }, .number("count") { $0.count },
        .flag("isWorking") { $0.text != nil && $0.link == nil }, .optionalText("link") { $0.link },
        .optionalText("problem") { $0.problem },
    ]
}
