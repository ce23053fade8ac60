import Web

/// What a person decides about the questions of an import.
struct ImportAnswers: Sendable, Codable, Equatable {
    /// By line.
    var byLine: [Int: ImportAnswer] = [:]
    /// The answer to every other question.
    var others: ImportAnswer?
    /// Whether lines replace what a row’s own people wrote.
    var replacesOwnWords = false
    /// Whether lines that repeat an earlier one, cell by cell, are rows of their own.
    var keepsDoubles = false
    /// The codes of missing rows to remove.
    var removed: Set<String> = []

    /// The answer about a line. An answer to all questions that takes the row is good only where there is one row.
    func answer(to line: Int, candidates: [String]) -> ImportAnswer? {
        if let answer = byLine[line] {
            return answer == .same("") ? candidates.count == 1 ? .same(candidates[0]) : nil : answer
        }
        guard !candidates.isEmpty, let others else { return nil }
        switch others {
        case .same: return candidates.count == 1 ? .same(candidates[0]) : nil
        case .new, .leaveOut: return others
        }
    }
}

/// An answer to «same row, or a new one?».
enum ImportAnswer: Sendable, Codable, Equatable {
    /// The row with this code; empty: the only one in question.
    case same(String)
    case new
    case leaveOut

    /// Reads «new», «out», «same» or the code of a row; nil for an empty text.
    init?(_ text: String) {
        switch text.lowercased() {
        case "": return nil
        case "new": self = .new
        case "out": self = .leaveOut
        case "same": self = .same("")
        case let code: self = .same(String(code.prefix(32)))
        }
    }
}

extension ImportAnswers {
    /// Changes the answers by the form of a preview. What the form does not show stays as it was.
    mutating func take(_ form: Form) {
        for field in form.fields {
            guard let match = field.name.wholeMatch(of: /answer-(\d{1,7})/), let line = Int(match.1) else { continue }
            // «Later» is no answer, unless it is an exception to the answer to all.
            byLine[line] = ImportAnswer(field.value) ?? (others == nil ? nil : .leaveOut)
        }
        // The button that answers all questions, on this page and on the others.
        if let all = form["answers"].flatMap(ImportAnswer.init) { (others, byLine) = (all, [:]) }
        if form["settings"] != nil {
            replacesOwnWords = form[ImportForm.ownWords] == "yes"
            keepsDoubles = form[ImportForm.doubles] == "yes"
        }
        removed.subtract(form.all("missing"))
        removed.formUnion(Set(form.all("removed")).intersection(form.all("missing")))
    }
}
