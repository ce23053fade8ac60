import HTMLTemplate
import Web

/// «Copier pour WhatsApp ou SMS»: a text to pass on, for people who get no e-mail. `{{> partials/shared-text}}` shows
/// it with a button that copies it and links that open an app with it.
package struct SharedText: PageModel {
    let text: String

    package init(_ text: String) { self.text = text }

    package static let fields: [Field<SharedText>] = [
        .text("shared") { $0.text },
        .text("whatsApp") { "https://wa.me/" + QueryString([("text", $0.text)]).description },
        .text("sms") { "sms:?&body=" + PercentEncoding.encode($0.text) },
    ]
}
