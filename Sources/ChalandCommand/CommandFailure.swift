/// A command that fails: one line for the person, one exit code for the shell.
struct CommandFailure: Error {
    /// Exit code of a command that could not do its work.
    static let failed: Int32 = 1
    /// Exit code of an invalid command line or variable.
    static let badUse: Int32 = 2

    let line: String
    let code: Int32

    /// The command could not do its work: exit code 1.
    init(_ line: String) { (self.line, code) = (line, CommandFailure.failed) }

    private init(badUse line: String) { (self.line, code) = (line, CommandFailure.badUse) }

    /// An option or a variable has an invalid value: exit code 2.
    static func badUse(_ line: String) -> CommandFailure { CommandFailure(badUse: line) }
}
