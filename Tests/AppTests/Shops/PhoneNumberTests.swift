@testable import Base
import Testing

@testable import Chaland

@Suite("A telephone number") struct PhoneNumberTests {
    @Test(
        "a French number is stored in pairs and dialled from anywhere",
        arguments: [
            "04 74 00 00 01", "0474000001", "04.74.00.00.01", "04-74-00-00-01", "04/74/00/00/01", "474000001",
            "+33 4 74 00 00 01", "+33(0)4 74 00 00 01", "+330474000001", "33474000001", "0033 4 74 00 00 01",
            "Tél : 04 74 00 00 01", "tél. 04 74 00 00 01", "04 74 00 00 01 (Mme Martin)", "04\u{A0}74\u{202F}00 00 01",
        ])
    func french(_ typed: String) {
        let number = PhoneNumber(typed: typed)
        #expect(number?.text == "04 74 00 00 01")
        #expect(number?.dialled == "+33474000001")
    }

    @Test(
        "of two numbers, both are shown and the first is dialled",
        arguments: [
            "04 74 00 00 01 / 06 12 00 00 01", "04 74 00 00 01 ou 06 12 00 00 01", "0474000001,0612000001",
            "0474000001/0612000001",
        ])
    func several(_ typed: String) {
        let number = PhoneNumber(typed: typed)
        #expect(number?.text == "04 74 00 00 01 / 06 12 00 00 01")
        #expect(number?.dialled == "+33474000001")
    }

    @Test(
        "a number that cannot be reached from abroad, or of another country, is dialled as it is",
        arguments: [
            ("0892 00 00 00", "08 92 00 00 00", "0892000000"), ("3631", "3631", "3631"),
            ("118 218", "118 218", "118218"), ("+41 22 700 00 00", "+41 22 700 00 00", "+41227000000"),
            ("0041 22 700 00 00", "0041 22 700 00 00", "+41227000000"),
        ])
    func others(_ typed: String, _ text: String, _ dialled: String) {
        #expect(PhoneNumber(typed: typed)?.text == text)
        #expect(PhoneNumber(typed: typed)?.dialled == dialled)
    }

    @Test(
        "is not anything else",
        arguments: [
            "", "appelez", "1", "12 rue Royale", "04 74 00 00 01 poste 3", "+", "(Mme Martin)",
            "04 74 00 00 01 ou jamais",
        ])
    func nothing(_ typed: String) { #expect(PhoneNumber(typed: typed) == nil) }

    @Test("a normalised number is read unchanged") func again() {
        for typed in ["+33(0)474000001", "0474000001 / +41 22 700 00 00", "3631"] {
            let text = PhoneNumber(typed: typed)?.text
            #expect(text != nil)
            #expect(text.flatMap { PhoneNumber(typed: $0)?.text } == text)
        }
    }
}
