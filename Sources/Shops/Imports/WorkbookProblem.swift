/// Why a workbook cannot be read.
enum WorkbookProblem: String, Sendable, CaseIterable {
    /// Its parts contradict each other or are missing.
    case damaged
    /// Its contents exceed the limit once unpacked.
    case tooLarge
    /// The program that reads it exceeded its memory or its time.
    case tooCostly
    /// The program that reads it is missing.
    case unavailable
}
