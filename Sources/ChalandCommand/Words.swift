import Glibc
import HTMLTemplate

/// Whether the locale is English; every other locale gets French.
private let speaksEnglish: Bool = {
    // The order of POSIX (locale(7)): LC_ALL wins over LC_MESSAGES, which wins over LANG.
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { Environment.value($0) }.first ?? ""
    return locale == "en" || locale.hasPrefix("en_") || locale.hasPrefix("en-") || locale.hasPrefix("en.")
}()

/// The sentence in the language of the locale.
func say<T>(fr french: @autoclosure () -> T, en english: @autoclosure () -> T) -> T {
    speaksEnglish ? english() : french()
}

/// A number in that language: «1 234», “1,234”.
func counted(_ number: Int) -> String { Messages.format(number, locale: speaksEnglish ? "en" : "fr") }

/// The environment of the process.
enum Environment {
    /// The value of a variable; nil when it is not set or empty.
    static func value(_ name: String) -> String? {
        guard let text = getenv(name).map({ String(cString: $0) }), !text.isEmpty else { return nil }
        return text
    }
}
