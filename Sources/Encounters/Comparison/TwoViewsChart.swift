import HTMLTemplate
import Shell

/// An SVG chart of the lines of a comparison: visitors plain, the counter striped, the median of the street a stroke.
/// The table under it has the same numbers.
enum TwoViewsChart {
    private static let width = 360.0
    private static let bar = 12.0

    static func svg(_ lines: [ViewLine], _ context: Context) -> HTML {
        let shown = lines.filter { $0.visitors.map($0.isShown) == true || $0.noted != nil }
        let pitch = 20 + 2 * bar + 12
        var drawing: HTML = """
            <svg viewBox="0 0 360 \(Double(shown.count) * pitch)" role="img" \
            aria-label="\(context.say("comparison.chart.label"))"><defs><pattern id="stripes-views" width="6" height="6" \
            patternUnits="userSpaceOnUse"><path d="M1.5 0v6"/></pattern></defs>
            """
        for (index, line) in shown.enumerated() {
            let top = Double(index) * pitch
            drawing.append("<text x=\"0\" y=\"\(top + 13)\">\(line.label(context))</text>")
            let street = line.street.map { length($0) }
            if let visitors = line.visitors, line.isShown(visitors) {
                drawing.append(part(visitors.shown, "class=\"a\"", y: top + 19, besides: street, context))
            }
            if let noted = line.noted {
                let stripes: HTML = "class=\"b\" fill=\"url(#stripes-views)\""
                drawing.append(part(noted.shown, stripes, y: top + 21 + bar, besides: street, context))
            }
            if let x = street {
                drawing.append(
                    "<line class=\"median\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(top + 16)\" y2=\"\(top + 23 + 2 * bar)\"/>")
            }
        }
        drawing.append("</svg>")
        return drawing
    }

    /// A bar with its number, which stands beside the stroke of the median.
    private static func part(
        _ percent: Int, _ more: HTML, y: Double, besides median: Double?, _ context: Context
    ) -> HTML {
        let length = max(1, length(percent))
        let isCrossed = median.map { $0 > length - 4 && $0 < length + 32 } ?? false
        let text = (isCrossed ? median ?? length : length) + 5
        return """
            <rect \(more) x="0" y="\(y)" width="\(length)" height="\(bar)"/>\
            <text x="\(text)" y="\(y + 10)">\(context.percent(percent))</text>
            """
    }

    /// Room for «100 %» beside the longest bar.
    private static func length(_ percent: Int) -> Double {
        (Double(percent) / 100 * (width - 50) * 10).rounded() / 10
    }
}
