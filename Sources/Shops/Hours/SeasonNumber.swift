/// The last segment of the address of a season’s form: its number, or «nouvelle» for one to add.
package enum SeasonNumber: Sendable, Hashable, CustomStringConvertible {
    case new
    case number(Int)

    /// Nil for anything else.
    package init?(_ text: String) {
        if text == "nouvelle" {
            self = .new
        } else if let number = Int(text), (1...SeasonForm.seasonsAtMost).contains(number) {
            self = .number(number)
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .new: "nouvelle"
        case .number(let number): String(number)
        }
    }
}
