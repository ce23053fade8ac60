import Base
import HTTP
import Shell
import Web

/// The PDF of a batch: all its open letters, or some of them.
struct BatchPrint {
    let batch: InvitationBatch
    let letters: [BatchLetter]
    /// The numbers asked for; empty for all.
    let numbers: Set<Int>
    /// What the letters to print say.
    let texts: [LetterText]
    /// Nil when there is nothing to print.
    let job: PrintJob?

    /// - Parameter numbers: those of the letters to print; empty for all. Letters that are not open are left out.
    init(_ batch: InvitationBatch, numbers: Set<Int>, _ context: Context) throws {
        (self.batch, self.numbers) = (batch, numbers)
        let site = context.site
        letters = try context.read { try BatchLetter.all(of: batch, site.key, at: context.now, in: $0) }
        texts = try LetterText.of(
            letters.filter { numbers.isEmpty || numbers.contains($0.number) }, batch, context)
        job = texts.isEmpty ? nil : LetterSheet.job(texts, context)
    }

    /// Starts the PDF, unless it is being made or there.
    func start(_ context: Context) {
        if let job { context.site.prints.start(job, context) }
    }

    /// The state of the PDF; nil when it was not asked for.
    func state(_ context: Context) -> PrintShelf.State? { job.flatMap { context.site.prints.state(of: $0) } }

    /// Reads «3,7,9».
    static func numbers(_ text: String?) -> Set<Int> {
        Set((text ?? "").split(separator: ",").compactMap { Int($0) })
    }

    /// Writes it; empty for all letters.
    var query: QueryString {
        QueryString([(name: "lettres", value: numbers.sorted().map(String.init).joined(separator: ","))])
    }
}
