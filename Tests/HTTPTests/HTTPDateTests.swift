import HTTP
import Testing

@Suite("Dates (RFC 9110 §5.6.7)") struct HTTPDateTests {
    @Test(
        "dates are formatted as IMF-fixdate and parsed back",
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (951_868_799, "Tue, 29 Feb 2000 23:59:59 GMT"), (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (1_772_445_600, "Mon, 02 Mar 2026 10:00:00 GMT"),
            (2_147_483_648, "Tue, 19 Jan 2038 03:14:08 GMT"), (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
        ])
    func format(_ seconds: Int, _ text: String) {
        #expect(HTTPDate.format(seconds) == text)
        #expect(HTTPDate.parse(text) == seconds)
    }

    @Test("RFC 3339 format for logs") func internet() {
        #expect(HTTPDate.formatRFC3339(784_111_777) == "1994-11-06T08:49:37")
        #expect(HTTPDate.formatRFC3339(1_709_164_800) == "2024-02-29T00:00:00")
    }

    @Test("dates of four centuries are parsed back") func roundTrip() {
        for day in stride(from: -10_000, to: 146_097, by: 37) {
            let seconds = day * 86_400 + 45_296
            #expect(HTTPDate.parse(HTTPDate.format(seconds)) == seconds)
        }
    }

    @Test(
        "the two obsolete formats are parsed",
        arguments: [
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777), ("Sun Nov  6 08:49:37 1994", 784_111_777),
            ("Wed Nov 16 08:49:37 1994", 784_975_777), ("Monday, 02-Mar-26 10:00:00 GMT", 1_772_445_600),
            ("Saturday, 01-Jan-77 00:00:00 GMT", 220_924_800), ("Wednesday, 01-Jan-76 00:00:00 GMT", 3_345_062_400),
        ])
    func old(_ text: String, _ seconds: Int) { #expect(HTTPDate.parse(text) == seconds) }

    @Test("a leap second is second 0 of the next minute") func leapSecond() {
        #expect(HTTPDate.parse("Sat, 31 Dec 2016 23:59:60 GMT") == 1_483_228_800)
    }

    @Test(
        "invalid dates",
        arguments: [
            "", "Sun", "Sun,", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
            "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT", "Tue, 29 Feb 2100 00:00:00 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT ", " Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT; length=1",
            "Sun,06 Nov 1994 08:49:37 GMT", "Sun Nov 6 08:49:37 1994", "Sun Nov  6 08:49:37 94", "784111777", "Sunday",
            "Sun, 0６ Nov 1994 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z",
        ])
    func refused(_ text: String) { #expect(HTTPDate.parse(text) == nil) }
}
