@testable import Shell
import Testing

@testable import Chaland

@Suite("Two people change one form") struct FormMergeTests {
    private let units = [FormUnit("title", fields: ["title"]), FormUnit("day", fields: ["from", "to"])]
    private let loaded = ["title": "Noël", "from": "9", "to": "12"]

    private func merge(
        typed: [String: String], stored: [String: String], hasBase: Bool = true, isCurrent: Bool = false
    ) -> FormMerge {
        var sent = loaded.merging(typed) { $1 }
        if hasBase { sent["base"] = FormBase(units, loaded).text }
        return FormMerge(
            units, typed: sent, read: loaded.merging(typed) { $1 }, stored: loaded.merging(stored) { $1 },
            isCurrent: isCurrent)
    }

    @Test("what only one of them changed is stored, or stays") func oneSide() {
        #expect(merge(typed: ["title": "Pâques"], stored: [:]).mine == ["title"])
        let both = merge(typed: ["title": "Pâques"], stored: ["to": "13"])
        #expect(both.mine == ["title"])
        #expect(both.conflicts == [])
        #expect(merge(typed: [:], stored: ["title": "Pâques", "from": "8"]).mine == [])
    }

    @Test("what both changed is asked about, unless they changed it alike") func bothSides() {
        let merge = merge(typed: ["title": "Pâques", "to": "14"], stored: ["title": "Été"])
        #expect(merge.conflicts == ["title"])
        #expect(merge.mine == ["day"])
        #expect(self.merge(typed: ["title": "Été"], stored: ["title": "Été"]).conflicts == [])
    }

    @Test("the fields of one unit are asked about together") func together() {
        let merge = merge(typed: ["from": "8"], stored: ["to": "13"])
        #expect(merge.conflicts == ["day"])
        let shown = merge.values(
            units, typed: ["title": "Noël", "from": "8", "to": "12"], stored: ["title": "Été", "from": "9", "to": "13"])
        #expect(shown == ["title": "Été", "from": "8", "to": "12"])
    }

    @Test("a form that does not say what it was loaded with asks about every difference, unless it is current")
    func withoutBase() {
        #expect(merge(typed: [:], stored: ["title": "Été"], hasBase: false).conflicts == ["title"])
        #expect(merge(typed: ["title": "Été"], stored: [:], hasBase: false, isCurrent: true).mine == ["title"])
        #expect(FormBase(sent: "nonsense :: a:b:c title:").holds(units[0], in: loaded) == nil)
    }

    @Test("a field the form does not have is neither stored nor asked about") func absent() {
        let merge = FormMerge(
            units, typed: ["title": "Pâques"], read: ["title": "Pâques"], stored: loaded, isCurrent: true)
        #expect(merge.mine == ["title"])
    }
}
