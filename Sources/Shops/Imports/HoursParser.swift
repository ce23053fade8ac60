extension HoursText {
    /// Reads the tokens of a week; all or nothing.
    struct Parser {
        let tokens: [Token]
        private var index = 0
        private var days: [Int: [OpeningHours.Interval]] = [:]
        private var closed: Set<Int> = []

        init(tokens: [Token]) { self.tokens = tokens }

        private var next: Token? { index < tokens.count ? tokens[index] : nil }

        private mutating func take(_ token: Token) -> Bool {
            guard next == token else { return false }
            index += 1
            return true
        }

        mutating func week() -> [OpeningHours.Interval]? {
            while next != nil {
                if take(.and) || take(.line) { continue }
                // «Fermé le lundi».
                if take(.closed) {
                    guard let names = dayNames() else { return nil }
                    closed.formUnion(names)
                    continue
                }
                guard let days = dayNames(), stretches(on: days) else { return nil }
            }
            let isConsistent =
                closed.allSatisfy { days[$0] == nil } && days.values.allSatisfy { $0.count <= HoursText.mostStretches }
            let intervals = days.sorted { $0.key < $1.key }.flatMap(\.value)
            return isConsistent && OpeningHours(intervals: intervals).overlap == nil ? intervals : nil
        }

        /// «Lundi», «du mardi au samedi», «lundi, jeudi et vendredi», «tous les jours».
        private mutating func dayNames() -> [Int]? {
            if take(.everyDay) { return Array(1...7) }
            var all: [Int] = []
            repeat {
                guard case .day(let first)? = next else { return nil }
                index += 1
                var last = first
                if next == .to, index + 1 < tokens.count, case .day(let end) = tokens[index + 1] {
                    last = end
                    index += 2
                }
                // «du samedi au lundi» goes over Sunday.
                all += first <= last ? Array(first...last) : Array(first...7) + Array(1...last)
            } while followsDay()
            return all
        }

        private mutating func followsDay() -> Bool {
            guard next == .and, index + 1 < tokens.count, case .day = tokens[index + 1] else { return false }
            index += 1
            return true
        }

        /// «: fermé», «9h-12h30 / 14h30-19h», «- de 9 h à 12 h et de 14 h à 19 h».
        private mutating func stretches(on names: [Int]) -> Bool {
            if !take(.colon) { _ = take(.to) }
            _ = take(.line)
            if take(.closed) {
                closed.formUnion(names)
                return true
            }
            guard let first = stretch() else { return false }
            var found = [first]
            while true {
                let before = index
                while take(.and) {}
                guard isTime, let more = stretch() else {
                    index = before
                    break
                }
                found.append(more)
            }
            for day in names {
                days[day, default: []] += found.map {
                    OpeningHours.Interval(weekday: day, opens: $0.opens, closes: $0.closes)
                }
            }
            return true
        }

        private var isTime: Bool {
            switch next {
            case .time?, .hour?: true
            default: false
            }
        }

        private mutating func minutes() -> (minute: Int, isExact: Bool)? {
            defer { index += 1 }
            switch next {
            case .time(let minute)?: return (minute, true)
            case .hour(let hour)?: return (hour * 60, false)
            default: return nil
            }
        }

        private mutating func stretch() -> (opens: Int, closes: Int)? {
            guard let opens = minutes(), take(.to), let closes = minutes(), opens.isExact || closes.isExact,
                opens.minute != closes.minute, opens.minute < OpeningHours.day
            else { return nil }
            // A closing time before the opening time is on the next day.
            let end = closes.minute > opens.minute ? closes.minute : closes.minute + OpeningHours.day
            return (opens.minute, end)
        }
    }
}
