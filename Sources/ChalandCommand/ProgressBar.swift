import Synchronization

/// Progress of a long command: a moving bar on a terminal, a line every 25 % elsewhere.
final class ProgressBar: Sendable {
    private let title: String
    private let isMoving = Terminal.isInteractive
    private let shown = Mutex(-1)

    init(_ title: String) { self.title = title }

    /// Shows a fraction from 0 to 1. Safe from any thread.
    func show(_ fraction: Double) {
        let percent = Int(min(1, max(0, fraction)) * 100)
        let step = isMoving ? 1 : 25
        let isNews = shown.withLock { last in
            guard percent / step > last / step || last < 0 else { return false }
            last = percent
            return true
        }
        guard isNews else { return }
        guard isMoving else { return Terminal.line("\(title) : \(percent) %") }
        let full = percent * 30 / 100
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: 30 - full)
        Terminal.write("\r\(title) \(bar) \(percent) %", to: 1)
    }

    /// Shows 100 % and ends the line.
    func end() {
        show(1)
        if isMoving { Terminal.write("\n", to: 1) }
    }
}
