/// Why a command ends without having done its work: one line for the person, one code for the shell.
struct CommandFailure: Error {
    /// The command could not do it.
    static let failed: Int32 = 1
    /// The command line or a variable makes no sense.
    static let badUse: Int32 = 2

    let line: String
    let code: Int32

    /// The command could not do it.
    init(_ line: String) { (self.line, code) = (line, CommandFailure.failed) }

    private init(badUse line: String) { (self.line, code) = (line, CommandFailure.badUse) }

    /// An option or a variable has a value that means nothing.
    static func badUse(_ line: String) -> CommandFailure { CommandFailure(badUse: line) }
}
