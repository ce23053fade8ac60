import Foundation
import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Projects

@Suite("The files for calendars") struct CalendarFileTests {
    private let first = Instant(seconds: 1_772_442_000)

    private func event(_ time: CalendarFile.Time, summary: String = "Marché") -> CalendarFile.Event {
        CalendarFile.Event(uid: "x", time: time, summary: summary, createdAt: first, changedAt: first + 60)
    }

    private func lines(_ file: CalendarFile) -> [String] {
        String(decoding: file.bytes, as: UTF8.self).components(separatedBy: "\r\n")
    }

    private func day(_ text: String) -> Day { Day(text) ?? Day(daysSince1970: 0) }

    @Test("lines end with CRLF, have 75 octets at most, and unfold to the text") func folds() {
        let summary = String(repeating: "é👩‍👩‍👧 œuvre; ", count: 40)
        let file = CalendarFile(name: summary, [event(.days(day("2026-03-07"), day("2026-03-07")), summary: summary)])
        for line in lines(file) { #expect(line.utf8.count <= 75 && !line.contains("\n")) }
        // As bytes: a line may end inside a character that is made of several.
        let text = String(decoding: file.bytes.replacing([0x0D, 0x0A, 0x20], with: []), as: UTF8.self)
        #expect(text.contains("SUMMARY:" + summary.replacing(";", with: "\\;")))
        #expect(text.hasSuffix("END:VCALENDAR\r\n"))
    }

    @Test("commas, semicolons, backslashes and line breaks are escaped; other control characters are removed")
    func escapes() {
        let file = CalendarFile([event(.days(day("2026-03-07"), day("2026-03-07")), summary: "a,b;c\\d\ne\u{7}f")])
        #expect(lines(file).contains("SUMMARY:a\\,b\\;c\\\\d\\nef"))
    }

    @Test("whole days end on the day after; times are local, with their zone") func times() {
        let night = LocalTime(day: day("2026-10-24"), minute: 1_320)
        let file = CalendarFile([
            event(.days(day("2026-02-27"), day("2026-02-28"))),
            event(.times(night, LocalTime(day: day("2026-10-25"), minute: 240))), event(.times(night, nil)),
        ])
        let lines = lines(file)
        for line in [
            "DTSTART;VALUE=DATE:20260227", "DTEND;VALUE=DATE:20260301", "DTSTART;TZID=Europe/Paris:20261024T220000",
            "DTEND;TZID=Europe/Paris:20261025T040000", "TZID:Europe/Paris", "DTSTAMP:20260302T090100Z",
            "LAST-MODIFIED:20260302T090100Z", "SEQUENCE:60",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        #expect(lines.count { $0.hasPrefix("DTEND") } == 2)
    }

    @Test("a project keeps its identity in calendars when its date moves, and its sequence grows") func identity()
        async throws
    {
        let site = try TestSite(origin: "https://rue.example")
        let path = try site.project(dates: [ProjectDate(1, from: day("2026-03-07"), starts: 1_080)], isPublic: true)
        func file() async throws -> [String: String] {
            let answer = try await site.as(.guest).get(path + "/agenda.ics")
            #expect(answer.status == .ok && answer.fields[.contentType] == "text/calendar; charset=utf-8")
            #expect(answer.fields["Content-Disposition"]?.contains(".ics") == true)
            let event = answer.text.components(separatedBy: "BEGIN:VEVENT\r\n")[1]
            let pairs = event.components(separatedBy: "\r\n").compactMap { line in
                line.firstIndex(of: ":").map { (String(line[..<$0]), String(line[$0...].dropFirst())) }
            }
            return Dictionary(pairs) { first, _ in first }
        }
        let before = try await file()
        #expect(before["URL"] == "https://rue.example" + path)
        site.wait(3_600)
        let form = try await site.as(.president).get(path + "/modifier").filled
        _ = try await site.as(.president).post(path + "/modifier", form.with(("date-1-from", "2026-03-14")))
        let after = try await file()
        #expect(before["UID"] == after["UID"])
        #expect(after["DTSTART;TZID=Europe/Paris"] == "20260314T180000")
        #expect(try #require(after["SEQUENCE"].flatMap { Int($0) }) > #require(before["SEQUENCE"].flatMap { Int($0) }))
    }

    @Test("guests get no file of a project that is not public, of one without a date, or of a withdrawn one")
    func hidden() async throws {
        let site = try TestSite()
        let hidden = try site.project("Caché", dates: [ProjectDate(1, from: day("2026-03-07"))])
        let shown = try site.project("Montré", dates: [ProjectDate(1, from: day("2026-03-07"))], isPublic: true)
        let undated = try site.project("Sans date", isPublic: true)
        #expect(try await site.as(.guest).get(hidden + "/agenda.ics").status == .notFound)
        #expect(try await site.as(.florist).get(hidden + "/agenda.ics").status == .ok)
        #expect(try await site.as(.guest).get(undated + "/agenda.ics").status == .notFound)
        for person in [TestSite.Person.guest, .baker] {
            let all = try await site.as(person).get("/agenda.ics").text
            #expect(all.contains("SUMMARY:Montré") && !all.contains("Caché"))
        }
        _ = try await site.as(.baker).post(shown + "/retrait")
        #expect(try await site.as(.guest).get(shown + "/agenda.ics").status == .notFound)
        let empty = try await site.as(.guest).get("/agenda.ics")
        #expect(empty.status == .ok && !empty.text.contains("VEVENT"))
    }

    @Test("the page of a public project describes each of its dates as an event, and no other page does") func event()
        async throws
    {
        let site = try TestSite(origin: "https://rue.example")
        let dates = [
            ProjectDate(1, from: day("2026-10-24"), until: day("2026-10-25"), starts: 1_320, ends: 240),
            ProjectDate(2, from: day("2026-11-01")),
        ]
        let path = try site.project("</script>Nuit", place: "Halle", dates: dates, isPublic: true)
        let page = try await site.as(.guest).get(path).text
        let found = try #require(page.firstMatch(of: /<script type="application\/ld\+json">(.*)<\/script>/))
        let json = try JSONSerialization.jsonObject(with: Data(found.1.utf8)) as? [[String: Any]]
        let events = try #require(json)
        #expect(events.count == 2 && events[0]["name"] as? String == "</script>Nuit")
        #expect(events[0]["startDate"] as? String == "2026-10-24T20:00:00Z")
        #expect(events[0]["endDate"] as? String == "2026-10-25T03:00:00Z")
        #expect(events[1]["startDate"] as? String == "2026-11-01" && events[1]["endDate"] == nil)
        #expect(events[0]["url"] as? String == "https://rue.example/fr" + path)
        let hidden = try site.project(dates: dates)
        #expect(try await !site.as(.baker).get(hidden).text.contains("ld+json"))
    }
}
