import Base
import HTMLTemplate
import Shell

/// An SVG chart of printed codes: for each line its scans (plain) and its answers (striped), on one scale.
enum CodeChart {
    private static let width = 360.0
    /// The bars end here, so that a number fits behind the longest.
    private static let longest = 300.0
    private static let pitch = 42.0
    /// Lines drawn at most; the table has all of them.
    static let most = 12
    /// Characters of a title that fit.
    private static let titleLength = 48

    /// The chart of the first lines; nil when they have neither scans nor answers to show.
    static func svg(_ lines: [CodeLine], _ context: Context) -> HTML? {
        let shown = lines.prefix(most)
        let highest = shown.map { max($0.figures.opens, $0.shownAnswers ?? 0) }.max() ?? 0
        guard highest > 0 else { return nil }
        var drawing: HTML = """
            <svg viewBox="0 0 360 \(pitch * Double(shown.count))" role="img" aria-label="\(context.say("code.chart.label"))">\
            <defs><pattern id="stripes-codes" width="6" height="6" patternUnits="userSpaceOnUse">\
            <path d="M1.5 0v6"/></pattern></defs>
            """
        for (index, line) in shown.enumerated() {
            let top = Double(index) * pitch
            let title = line.title.count > titleLength ? line.title.prefix(titleLength - 1) + "…" : line.title[...]
            drawing.append("<text x=\"0\" y=\"\(top + 12)\">\(String(title))</text>")
            let fewer = CodeWords(context).fewer(line)
            drawing.append(bar(line.figures.opens, "class=\"a\"", y: top + 17, highest, fewer, context))
            if !line.hasAnswers { continue }
            drawing.append(
                bar(line.shownAnswers, "class=\"b\" fill=\"url(#stripes-codes)\"", y: top + 28, highest, fewer, context)
            )
        }
        drawing.append("</svg>")
        return drawing
    }

    /// A bar with its number, or with the text `fewer` if `count` is nil.
    private static func bar(
        _ count: Int?, _ look: HTML, y: Double, _ highest: Int, _ fewer: String, _ context: Context
    ) -> HTML {
        let length = (Double(count ?? 0) / Double(highest) * longest * 10).rounded() / 10
        var bar: HTML = ""
        if count ?? 0 > 0 { bar.append("<rect \(look) x=\"0\" y=\"\(y)\" width=\"\(length)\" height=\"9\"/>") }
        let number = count.map(context.language.number) ?? fewer
        bar.append("<text x=\"\(length + 5)\" y=\"\(y + 8.5)\">\(number)</text>")
        return bar
    }
}
