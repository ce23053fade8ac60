import Normalization
import Testing

/// Examples of UAX #15, figures 3 to 6.
@Suite("Normalization of text") struct NormalizationTests {
    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    @Test(
        "NFC composes a letter and its accents",
        arguments: [
            ([0x212B], [0xC5]), ([0x41, 0x30A], [0xC5]), ([0x1E0B, 0x323], [0x1E0D, 0x307]), ([0xFB01], [0xFB01]),
            ([], []),
            ([0x63, 0x61, 0x66, 0xE9], [0x63, 0x61, 0x66, 0xE9]),
        ] as [([UInt32], [UInt32])])
    func composes(_ typed: [UInt32], _ expected: [UInt32]) {
        #expect(scalars(text(typed).normalized(.nfc)) == expected)
    }

    @Test(
        "NFKD sets accents apart and writes ligatures and other forms out",
        arguments: [
            ([0xE9], [0x65, 0x301]), ([0xFB01], [0x66, 0x69]), ([0x1E9B, 0x323], [0x73, 0x323, 0x307]),
            ([0x32, 0x2075], [0x32, 0x35]), ([0xFF21], [0x41]), ([0x2126], [0x3A9]), ([0x152], [0x152]),
        ] as [([UInt32], [UInt32])])
    func decomposes(_ typed: [UInt32], _ expected: [UInt32]) {
        #expect(scalars(text(typed).normalized(.nfkd)) == expected)
    }

    private func text(_ values: [UInt32]) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: values.compactMap(Unicode.Scalar.init))
        return String(view)
    }
}
