import Base
import HTMLTemplate
import Shell

/// An SVG bar chart of encounters per week: with a purchase (plain), without (striped), unknown (outlined).
enum WeekChart {
    private static let width = 360.0
    private static let floor = 140.0
    private static let ceiling = 20.0
    private static let left = 30.0

    /// The chart. `id` makes its pattern's id unique on the page.
    static func svg(_ weeks: [Outcomes.Week], id: String, _ context: Context) -> HTML {
        let highest = weeks.map(\.outcomes.total).max() ?? 0
        let step = step(for: highest)
        let scale = (floor - ceiling) / Double(step * 3)
        var drawing: HTML = """
            <svg viewBox="0 0 360 170" role="img" aria-label="\(context.say("week.chart.label"))">\
            <defs><pattern id="stripes-\(id)" width="6" height="6" patternUnits="userSpaceOnUse">\
            <path d="M1.5 0v6"/></pattern></defs>
            """
        for line in 0...3 {
            let y = rounded(floor - Double(line * step) * scale)
            drawing.append("<line x1=\"\(left)\" x2=\"\(width)\" y1=\"\(y)\" y2=\"\(y)\"/>")
            let text = context.language.number(line * step)
            drawing.append("<text x=\"\(left - 6)\" y=\"\(y + 4)\" text-anchor=\"end\">\(text)</text>")
        }
        let pitch = (width - left) / Double(max(1, weeks.count))
        for (index, week) in weeks.enumerated() {
            let x = rounded(left + pitch * Double(index) + pitch * 0.18)
            drawing.append(bar(week.outcomes, x: x, width: rounded(pitch * 0.64), scale: scale, id: id))
            // Label every second week: twelve labels would overlap. The last week always has one.
            guard (weeks.count - 1 - index).isMultiple(of: 2) else { continue }
            let name = context.language.shortDate(week.week)
            if index == weeks.count - 1 {
                drawing.append("<text x=\"\(width)\" y=\"156\" text-anchor=\"end\">\(name)</text>")
            } else {
                let middle = rounded(left + pitch * (Double(index) + 0.5))
                drawing.append("<text x=\"\(middle)\" y=\"156\" text-anchor=\"middle\">\(name)</text>")
            }
        }
        drawing.append("</svg>")
        return drawing
    }

    private static func bar(_ outcomes: Outcomes, x: Double, width: Double, scale: Double, id: String) -> HTML {
        var bar: HTML = ""
        var base = floor
        func part(_ count: Int, _ more: HTML) {
            guard count > 0 else { return }
            let height = Double(count) * scale
            base -= height
            bar.append(
                "<rect \(more) x=\"\(x)\" y=\"\(rounded(base))\" width=\"\(width)\" height=\"\(rounded(height))\"/>")
        }
        part(outcomes.bought, "class=\"a\"")
        part(outcomes.left, "class=\"b\" fill=\"url(#stripes-\(id))\"")
        part(outcomes.unsaid, "class=\"c\"")
        return bar
    }

    /// The grid step: the smallest of 1, 2, 5, 10, 20, 50… with `3 * step >= highest`.
    static func step(for highest: Int) -> Int {
        var power = 1
        while true {
            for factor in [1, 2, 5] where factor * power * 3 >= highest { return factor * power }
            power *= 10
        }
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
