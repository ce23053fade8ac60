import Base
import HTMLTemplate
import HTTP
import Shell
import Web

extension SettingsForm {
    /// The box that takes the nearest colour that fits, shown beside one that does not.
    static func nearest(_ field: TextField) -> String { field.name + "-nearest" }

    /// The colour of a field. One that text cannot be read on is refused with the nearest that fits; with the box
    /// ticked that one is taken.
    static func colour(
        _ state: inout FormState, _ field: TextField, fits: (Colour) -> Bool, nearest: (Colour) -> Colour,
        tooClose: String
    ) -> String {
        let typed = state.text(field)
        guard let colour = Colour(typed) else {
            // A form without the field changes nothing: `SettingsEdit` takes over only what was sent.
            if state.has(field) { state.refuse(field, "settings.colour.invalid") }
            return typed
        }
        if fits(colour) { return colour.description }
        let other = nearest(colour)
        if state[Self.nearest(field)] == "1" { return other.description }
        state.refuse(field, tooClose, ["colour": other.description])
        return typed
    }
}

/// A colour to choose, with the nearest one that fits when it was refused.
struct ColourInput: PageModel {
    let input: Input
    /// `#1b4a38`; nil unless the colour was refused for its contrast.
    let nearest: String?

    static let fields: [Field<ColourInput>] = [
        .one("input") { $0.input }, .optionalText("nearest") { $0.nearest },
        .text("box") { SettingsForm.nearest($0.input.field) },
    ]

    init(_ form: FormState, _ field: TextField) {
        input = form.input(field)
        let isMain = field.name == SettingsForm.mainColour.name
        nearest =
            form.error(field.name) == nil
            ? nil
            : Colour(form[field].trimmed).map { (isMain ? Theme.nearestMain($0) : Theme.nearestAccent($0)).description }
    }
}

/// The style sheet of the association’s colours.
enum ThemeHandlers {
    /// The style sheet in the association's colours. Under another name, that of colours it had before, it is the same
    /// but cached for no time.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (theme, resources) = (context.association.theme, context.loop.resources)
        let isCurrent = theme.map { resources.stylesheetLink($0).path == context.locale.path } ?? false
        return .data(
            resources.stylesheet(theme), type: "text/css; charset=utf-8", cache: isCurrent ? .forever : .shared)
    }
}
