import Base
import HTMLTemplate
import HTTP
import Web

/// Where visitors reach the site.
package enum PublicAddress: Sendable, Equatable {
    /// Not known. Pages have relative links; a code to scan leads to the host of the request, with a warning.
    case none
    /// Set by `--public-url`, but only this machine or its network reaches it, or it is plain http.
    case unconfirmed(WebOrigin)
    /// An https address: set by `--public-url`, or typed in the settings and confirmed by a visit.
    case confirmed(WebOrigin)

    /// - Parameters:
    ///   - machine: the address of `--public-url`, which takes precedence.
    ///   - stored: the address confirmed in the settings; empty for none.
    init(machine: String?, stored: String) {
        guard let origin = machine.flatMap({ WebOrigin($0) }) else {
            self = WebOrigin(stored).map { .confirmed($0) } ?? .none
            return
        }
        self = origin.isHTTPS && !origin.isPrivate ? .confirmed(origin) : .unconfirmed(origin)
    }

    /// The address; nil when none is known.
    package var origin: WebOrigin? {
        switch self {
        case .none: nil
        case .unconfirmed(let origin), .confirmed(let origin): origin
        }
    }

    /// Whether letters and posters may be printed without a warning.
    package var isPrintable: Bool {
        switch self {
        case .none, .unconfirmed: false
        case .confirmed: true
        }
    }
}

extension Context {
    /// Where visitors reach the site.
    package var publicAddress: PublicAddress { loop.address.address }

    /// The full address of a link, for a code to scan or an address to copy: on the public address, else on the host of
    /// the request. Only on a page that shows `AddressWarning`, and on paper only after its checkbox was ticked; never
    /// on a page that robots read.
    package func absolute(_ link: Link) -> String {
        let origin =
            loop.address.origin
            ?? (request.isSecure ? "https://" : "http://") + (request[.host] ?? "localhost")
        return origin + link.path
    }
}

/// The warning on a page with codes to print, while the public address is not `confirmed`:
///
///     .one("addressWarning") { $0.addressWarning }      // AddressWarning(context)
///     {{> partials/address-warning}}                     above the codes, and on each printed sheet
///     {{> partials/address-box}}                         in the form that prints
///
/// The handler of that form prints if `AddressWarning.allowsPrinting(form, context)`; otherwise it answers 422 with the
/// error `AddressWarning.refusal(context)` at the field `AddressWarning.field`.
package struct AddressWarning: PageModel {
    /// «http://localhost:8080»
    let address: String
    /// Whether the member may set the address: they have the right, and `--public-url` does not set it.
    let maySet: Bool
    /// The error beside the checkbox.
    package var error: String?

    package static let fields: [Field<AddressWarning>] = [
        .text("address") { $0.address }, .flag("maySet") { $0.maySet }, .optionalText("error") { $0.error },
        .text("name") { _ in field.name },
    ]

    /// The checkbox «Imprimer quand même».
    package static let field = AnyField.choice("printAnyway")

    /// Nil while the address may be printed.
    package init?(_ context: Context) {
        guard !context.publicAddress.isPrintable else { return nil }
        address = String(context.absolute(.front).dropLast())
        maySet = context.publicAddress == .none && context.member?.may(.changeSettings) == true
    }

    /// Whether codes may be printed: the address is printable, or the checkbox was ticked.
    package static func allowsPrinting(_ form: Form, _ context: Context) -> Bool {
        context.publicAddress.isPrintable || form[field.name] == "1"
    }

    /// «Cochez la case pour imprimer quand même.»
    package static func refusal(_ context: Context) -> FieldError {
        FieldError(field: field.name, text: context.say("address.warning.refused"))
    }
}
