import HTMLTemplate

/// One option of a menu, or one of several boxes to choose from.
package struct FormOption: PageModel {
    /// What the form sends.
    package let value: String
    /// What people read.
    package let text: String
    package let isChosen: Bool

    package init(value: String, text: String, isChosen: Bool) {
        (self.value, self.text, self.isChosen) = (value, text, isChosen)
    }

    package static let fields: [Field<FormOption>] = [
        .text("value") { $0.value }, .text("text") { $0.text }, .flag("isChosen") { $0.isChosen },
    ]
}
