import Testing

@testable import Base
@testable import Chaland

@Suite("A telephone number") struct PhoneNumberTests {
    @Test(
        "a French number is stored in pairs and dialled from anywhere",
        arguments: [
            "04 74 00 00 01", "0474000001", "04.74.00.00.01", "04-74-00-00-01", "04/74/00/00/01", "474000001",
            "+33 4 74 00 00 01", "+33(0)4 74 00 00 01", "+330474000001", "33474000001", "0033 4 74 00 00 01",
            "Tél : 04 74 00 00 01", "tél. 04 74 00 00 01", "04 74 00 00 01 (Mme Martin)", "04\u{A0}74\u{202F}00 00 01",
            "474000001.0", "33474000001.0", "4.74000001E8", "☎️ 04 74 00 00 01", "Téléphone : 04 74 00 00 01",
            "T. 0474000001",
            "Tél : 04 74 00 00 01 - Fax : 04 74 00 00 02", "+33 (0) 4.74.00.00.01",
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
            "0474000001/0612000001", "04 74 00 00 01 06 12 00 00 01", "0474000001-0612000001",
            "+33474000001 +33612000001",
            "Fixe : 04 74 00 00 01 Mobile : 06 12 00 00 01", "04 74 00 00 01 | 06.12.00.00.01",
        ])
    func several(_ typed: String) {
        let number = PhoneNumber(typed: typed)
        #expect(number?.text == "04 74 00 00 01 / 06 12 00 00 01")
        #expect(number?.dialled == "+33474000001")
    }

    @Test(
        "a short, special or foreign number is dialled as it is",
        arguments: [
            ("0892 00 00 00", "08 92 00 00 00", "0892000000"), ("3631", "3631", "3631"), ("39 49", "39 49", "3949"),
            ("118 218", "118 218", "118218"), ("+41 22 700 00 00", "+41 22 700 00 00", "+41227000000"),
            ("0041 22 700 00 00", "0041 22 700 00 00", "+41227000000"),
        ])
    func others(_ typed: String, _ text: String, _ dialled: String) {
        #expect(PhoneNumber(typed: typed)?.text == text)
        #expect(PhoneNumber(typed: typed)?.dialled == dialled)
    }

    @Test(
        "a text that is no number is not read as one",
        arguments: [
            "", "appelez", "1", "12 rue Royale", "04 74 00 00 01 poste 3", "+", "(Mme Martin)",
            "04 74 00 00 01 ou jamais", "04 74 00 00", "04 74 00 00 011", "4,74E+08", "3,3474E+10",
        ])
    func notANumber(_ typed: String) { #expect(PhoneNumber(typed: typed) == nil) }

    @Test("a normalised number is read unchanged") func again() {
        for typed in ["+33(0)474000001", "0474000001 / +41 22 700 00 00", "3631"] {
            let text = PhoneNumber(typed: typed)?.text
            #expect(text != nil)
            #expect(text.flatMap { PhoneNumber(typed: $0)?.text } == text)
        }
    }

    @Test(
        "a number overseas has the country code of its department",
        arguments: [
            ("0262 00 00 01", "02 62 00 00 01", "+262262000001"),
            ("+262 692 00 00 01", "06 92 00 00 01", "+262692000001"),
            ("0590 00 00 01", "05 90 00 00 01", "+590590000001"),
            ("00590 690 00 00 01", "06 90 00 00 01", "+590690000001"),
            ("594000001", "05 94 00 00 01", "+594594000001"), ("0594000001", "05 94 00 00 01", "+594594000001"),
            ("+596 (0)696 00 00 01", "06 96 00 00 01", "+596696000001"),
            ("262262000001", "02 62 00 00 01", "+262262000001"),
            ("+687 25 00 00", "+687 25 00 00", "+687250000"),
        ])
    func overseas(_ typed: String, _ text: String, _ dialled: String) {
        #expect(PhoneNumber(typed: typed)?.text == text)
        #expect(PhoneNumber(typed: typed)?.dialled == dialled)
        #expect(PhoneNumber(typed: text)?.dialled == dialled, "stored as it is")
    }
}
