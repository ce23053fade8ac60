import Testing

@testable import Chaland
@testable import Shell

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

    @Test("a unit changed by one of them needs no question") func oneSide() {
        #expect(merge(typed: ["title": "Pâques"], stored: [:]).mine == ["title"])
        let both = merge(typed: ["title": "Pâques"], stored: ["to": "13"])
        #expect(both.mine == ["title"])
        #expect(both.conflicts == [])
        #expect(merge(typed: [:], stored: ["title": "Pâques", "from": "8"]).mine == [])
    }

    @Test("a unit changed by both is a conflict, unless the texts are equal") func bothSides() {
        let merge = merge(typed: ["title": "Pâques", "to": "14"], stored: ["title": "Été"])
        #expect(merge.conflicts == ["title"])
        #expect(merge.mine == ["day"])
        #expect(self.merge(typed: ["title": "Été"], stored: ["title": "Été"]).conflicts == [])
    }

    @Test("the fields of one unit are one conflict") func together() {
        let merge = merge(typed: ["from": "8"], stored: ["to": "13"])
        #expect(merge.conflicts == ["day"])
        let shown = merge.values(
            units, typed: ["title": "Noël", "from": "8", "to": "12"], stored: ["title": "Été", "from": "9", "to": "13"])
        #expect(shown == ["title": "Été", "from": "8", "to": "12"])
    }

    @Test("without a base every difference is a conflict, unless the form is current")
    func withoutBase() {
        #expect(merge(typed: [:], stored: ["title": "Été"], hasBase: false).conflicts == ["title"])
        #expect(merge(typed: ["title": "Été"], stored: [:], hasBase: false, isCurrent: true).mine == ["title"])
        #expect(FormBase(sent: "nonsense :: a:b:c title:").holds(units[0], in: loaded) == nil)
    }

    @Test("a field that was not sent is neither stored nor a conflict") func absent() {
        let merge = FormMerge(
            units, typed: ["title": "Pâques"], read: ["title": "Pâques"], stored: loaded, isCurrent: true)
        #expect(merge.mine == ["title"])
    }
}
