import Testing

@testable import Chaland
@testable import Shops

@Suite("Opening hours as people write them") struct HoursTextTests {
    /// «1 9:00-12:30», in order.
    private func words(_ intervals: [OpeningHours.Interval]?) -> [String]? {
        func clock(_ minute: Int) -> String { "\(minute / 60):" + String(100 + minute % 60).dropFirst() }
        return intervals?.map { "\($0.weekday) \(clock($0.opensOnDay))-\(clock($0.closesOnDay))" }
    }

    private static let sixDays = (1...6).flatMap { ["\($0) 9:00-12:30", "\($0) 14:30-19:00"] }

    @Test(
        "a week is read when every part is understood",
        arguments: [
            ("Lundi : 9h-12h30 / 14h30-19h", ["1 9:00-12:30", "1 14:30-19:00"]),
            ("Lundi au samedi : 9h-12h30 / 14h30-19h ; dimanche fermé", sixDays),
            ("Du lundi au samedi de 9 h à 12 h 30 et de 14 h 30 à 19 h", sixDays),
            ("lun-sam 09:00-12:30, 14:30-19:00", sixDays),
            ("Fermé le dimanche ; lundi-samedi 9h-12h30 14h30-19h", sixDays),
            ("Mardi, jeudi et vendredi : 10h–19h", ["2 10:00-19:00", "4 10:00-19:00", "5 10:00-19:00"]),
            ("Mo-Tu 09:00-12:00", ["1 9:00-12:00", "2 9:00-12:00"]),
            ("Tous les jours : 9-12h", (1...7).map { "\($0) 9:00-12:00" }),
            ("Samedi 18h-2h", ["6 18:00-26:00"]),
            ("Lundi\n9h-midi\nMardi\n10h-12h", ["1 9:00-12:00", "2 10:00-12:00"]),
            ("samedi au lundi 9h-12h", ["1 9:00-12:00", "6 9:00-12:00", "7 9:00-12:00"]),
        ])
    func readsWeek(_ text: String, _ expected: [String]) { #expect(words(HoursText.read(text, on: nil)) == expected) }

    @Test(
        "a text with any other part is not read",
        arguments: [
            "9h-12h", "Lundi : 9h", "Lundi sur rendez-vous", "Lundi : 9h-12h sauf août", "Lundi : 25h-26h",
            "Lundi : 9h-9h",
            "Lundi : 9h-12h, lundi fermé", "Lundi : 9h-14h / 12h-19h", "Lundi 9h-10h 11h-12h 13h-14h 15h-16h", "7j/7",
            "Lundi : 9-12", "Lundi ; mardi 9h-12h", "lundi : 9h-12h (été)",
        ])
    func unread(_ text: String) { #expect(HoursText.read(text, on: nil) == nil) }

    @Test("columns of days make a week; a cell that is not understood is named") func days() throws {
        func line(_ text: String) throws -> ImportLine {
            try #require(try ImportFile(Array(text.utf8)).lines(ImportChoices()).first)
        }
        let header = "Nom;Lundi;Mardi;Mercredi\n"
        #expect(
            words(try line(header + "Zinc;9h-12h / 14h-19h;fermé;10h-12h\n").week) == [
                "1 9:00-12:00", "1 14:00-19:00", "3 10:00-12:00",
            ])
        let odd = try line(header + "Zinc;9h-12h;sur rendez-vous;10h-12h\n")
        #expect(odd.week == nil)
        #expect(odd.remarks == [.unknown(ShopColumn.days[1], "sur rendez-vous")])
        #expect(!odd.isToCorrect)
        #expect(try line("Nom;Horaires\nZinc;Lundi : 9h-12h\n").week?.count == 1)
    }

    @Test("a long text is not read") func long() {
        #expect(HoursText.read(String(repeating: "lundi 9h-12h ", count: 1_000), on: nil) == nil)
    }
}
