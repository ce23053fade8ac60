import Foundation
import Testing

/// Runs the built program.
enum Program {
    /// The result of a run.
    struct Outcome {
        let code: Int32
        let output: String
        let errors: String

        /// The lines on standard error: one when the command failed.
        var errorLines: [Substring] { errors.split(separator: "\n") }
    }

    /// The folder of the programs of the same build, beside the test bundle.
    static let folder: String = {
        // The test runner gets the bundle's path; it differs with `--scratch-path`.
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
        return bundle.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path } ?? TestSite.home
            + "/.build/debug"
    }()

    /// The program of the same build.
    static let path = folder + "/chaland"

    /// Starts it in French unless `variables` say otherwise, without inherited CHALAND_ variables.
    static func start(_ arguments: [String], _ variables: [String: String] = [:]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment.filter { name, _ in
            !name.hasPrefix("CHALAND_") && !name.hasPrefix("LC_") && name != "PORT" && name != "LANG"
        }
        environment["CHALAND_HOME"] = TestSite.home
        environment.merge(variables) { $1 }
        process.environment = environment
        process.standardOutput = Pipe()
        process.standardError = Pipe()
        try process.run()
        return process
    }

    /// Runs it and waits for its end.
    static func run(_ arguments: String..., variables: [String: String] = [:]) throws -> Outcome {
        try outcome(of: start(arguments, variables))
    }

    /// Waits for the end of a run.
    static func outcome(of process: Process) throws -> Outcome {
        let output = try text(process.standardOutput)
        let errors = try text(process.standardError)
        process.waitUntilExit()
        return Outcome(code: process.terminationStatus, output: output, errors: errors)
    }

    private static func text(_ pipe: Any?) throws -> String {
        let handle = try #require(pipe as? Pipe).fileHandleForReading
        return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    }
}

/// A temporary folder, removed with this object.
final class ScratchFolder {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("chaland-run-" + UUID().uuidString).path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
}
