import Cryptography

/// Proof of consent (RGPD, art. 7(1)): the row of the data has the wording, its version and the moment.
package enum Consent {
    /// The version of a wording: eight characters that change with every change of its words.
    package static func version(of wording: String) -> String {
        Cryptography.sha256(Array(wording.utf8)).prefix(4).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }
}
