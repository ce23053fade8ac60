extension NumberFormat {
    /// One section of a number format.
    struct Section {
        private var whole: [Token] = []
        private var fraction: [Token] = []
        private var isGrouped = false
        private var percents = 0
        /// Shown as a plain decimal: «General», text, exponents, fractions.
        private var isPlain = false
        private(set) var condition: Condition?
        /// Whether it shows the sign itself.
        private(set) var isForNegative = false

        fileprivate enum Token {
            /// `0`, `#` or `?`.
            case digit(Character)
            case literal(String)
        }

        /// «[>=100]»: when a section is used.
        struct Condition {
            let comparison: String
            let limit: Double

            func holds(_ number: Double) -> Bool {
                switch comparison {
                case ">": number > limit
                case ">=": number >= limit
                case "<": number < limit
                case "<=": number <= limit
                case "=": number == limit
                default: number != limit
                }
            }
        }

        /// The section for negative numbers.
        var forNegative: Section {
            var copy = self
            copy.isForNegative = true
            return copy
        }

        init(_ code: String) {
            if code.lowercased().contains("general") || code.contains("@") { isPlain = true }
            var isFraction = false
            var characters = code.makeIterator()
            func until(_ end: Character) -> String {
                var text = ""
                while let character = characters.next(), character != end { text.append(character) }
                return text
            }
            while let character = characters.next() {
                var token: Token?
                switch character {
                case "0", "#", "?": token = .digit(character)
                case "\"": token = .literal(until("\""))
                case "\\": token = characters.next().map { .literal(String($0)) }
                case "_", "*": _ = characters.next()
                case "[": token = bracket(until("]")).map { .literal($0) }
                case ".":
                    if isFraction { isPlain = true }
                    isFraction = true
                case ",": isGrouped = isGrouped || (!isFraction && hasDigit)
                case "%":
                    percents += 1
                    token = .literal("%")
                case "E", "e", "/": isPlain = true
                default: token = .literal(String(character))
                }
                guard let token else { continue }
                if isFraction { fraction.append(token) } else { whole.append(token) }
            }
            if !hasDigit && fraction.isEmpty { isPlain = isPlain || whole.isEmpty }
        }

        private var hasDigit: Bool { whole.contains { if case .digit = $0 { true } else { false } } }

        /// Stores a condition. Returns the symbol of a currency, «[$€-40C]»; nil for colours and languages.
        private mutating func bracket(_ text: String) -> String? {
            let comparison = text.prefix { "<>=".contains($0) }
            if !comparison.isEmpty, let limit = Double(String(text.dropFirst(comparison.count))) {
                condition = Condition(comparison: String(comparison), limit: limit)
            }
            guard text.hasPrefix("$") else { return nil }
            let symbol = text.dropFirst().prefix { $0 != "-" }
            return symbol.isEmpty ? nil : String(symbol)
        }

        /// Formats a number that is not negative; nil when it is to be a plain decimal.
        func shown(_ number: Double) -> String? {
            guard !isPlain else { return nil }
            let places = fraction.count { if case .digit = $0 { true } else { false } }
            let scale = Self.power(places)
            let scaled = (number * Self.power(2 * percents) * scale).rounded()
            guard places <= 15, scaled < 1e15 else { return nil }
            let digits = Int(scaled)
            let text = wholePart(digits / Int(scale)) + fractionPart(digits % Int(scale), places)
            return text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }

        private static func power(_ exponent: Int) -> Double {
            (0..<max(0, min(exponent, 20))).reduce(1) { power, _ in power * 10 }
        }

        /// From right to left: each placeholder takes a digit, the first one all that are left.
        private func wholePart(_ number: Int) -> String {
            var digits = number == 0 ? [] : Array(String(number))
            let first = whole.firstIndex { if case .digit = $0 { true } else { false } }
            var pieces: [String] = []
            var taken = 0
            func take(_ character: Character) {
                if isGrouped, taken > 0, taken.isMultiple(of: 3) { pieces.append("\u{202F}") }
                pieces.append(String(character))
                taken += 1
            }
            for (index, token) in whole.enumerated().reversed() {
                switch token {
                case .literal(let text): pieces.append(text)
                case .digit(let mark):
                    if let digit = digits.popLast() {
                        take(digit)
                    } else if mark == "0" {
                        take("0")
                    } else if mark == "?" {
                        pieces.append(" ")
                    }
                    if index == first { while let digit = digits.popLast() { take(digit) } }
                }
            }
            return pieces.reversed().joined()
        }

        private func fractionPart(_ number: Int, _ places: Int) -> String {
            guard places > 0 else { return fraction.map(Self.literal).joined() }
            let padded = Array(String(repeating: "0", count: places) + String(number)).suffix(places)
            var digits = Array(padded)[...]
            var text = ""
            var digitCount = 0
            for token in fraction {
                switch token {
                case .literal(let literal): text += literal
                case .digit(let mark):
                    guard let digit = digits.popFirst() else { continue }
                    // «0.##» leaves out zeros at the end.
                    if mark == "0" || digit != "0" || digits.contains(where: { $0 != "0" }) {
                        text.append(digit)
                        digitCount += 1
                    }
                }
            }
            return (digitCount > 0 ? "." : "") + text
        }

        private static func literal(_ token: Token) -> String {
            if case .literal(let text) = token { text } else { "" }
        }
    }
}
