import CZlib

/// Gzip for HTTP (RFC 1952, RFC 9110 §8.4.1.3), by zlib. Without a timestamp, so that equal input has equal output.
public enum Gzip {
    /// Compresses once, with a new state; reuse a `Compressor` for many bodies. Nil when zlib is out of memory: the
    /// caller then sends the bytes uncompressed.
    public static func compress(_ bytes: [UInt8], level: Int) -> [UInt8]? {
        Compressor(level: level)?.compress(bytes)
    }

    /// Decompresses one gzip member to at most `limit` bytes. For tests and the program's own files, never for requests
    /// (a compressed request is answered 415). Nil when the bytes are not gzip, are truncated, or expand to more than
    /// `limit`.
    public static func decompress(_ bytes: [UInt8], limit: Int = 64 << 20) -> [UInt8]? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, gzipWindow, ZLIB_VERSION, size) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }

        var input = bytes
        return input.withUnsafeMutableBufferPointer { source -> [UInt8]? in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            var result: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                let (code, made) = chunk.withUnsafeMutableBufferPointer { target -> (Int32, Int) in
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    return (inflate(&stream, Z_NO_FLUSH), target.count - Int(stream.avail_out))
                }
                result.append(contentsOf: chunk[..<made])
                guard result.count <= limit else { return nil }
                if code == Z_STREAM_END { return stream.avail_in == 0 ? result : nil }
                guard code == Z_OK, made > 0 || stream.avail_in > 0 else { return nil }
            }
        }
    }

    /// 15: a window of 32 KB. Plus 16: a gzip header (zlib.h, `deflateInit2`).
    fileprivate static let gzipWindow: Int32 = 15 + 16

    /// A reusable deflate state: `deflateReset` is far cheaper than a new state, which allocates and clears 256 KB.
    /// Each event loop has its own; not `Sendable`.
    public final class Compressor {
        private let stream: UnsafeMutablePointer<z_stream>

        /// A state for `level` 1 (fastest) to 9 (smallest); nil when zlib is out of memory.
        public init?(level: Int) {
            // On the heap: zlib rejects a stream that has moved since it was initialised.
            stream = .allocate(capacity: 1)
            stream.initialize(to: z_stream())
            let size = Int32(MemoryLayout<z_stream>.size)
            let level = Int32(min(max(level, 1), 9))
            let code = deflateInit2_(
                stream, level, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
            guard code == Z_OK else {
                stream.deallocate()
                return nil
            }
        }

        deinit {
            deflateEnd(stream)
            stream.deallocate()
        }

        /// Compresses `bytes`; nil when zlib fails. The state can be used again in both cases.
        public func compress(_ bytes: [UInt8]) -> [UInt8]? {
            deflateReset(stream)
            let bound = Int(deflateBound(stream, UInt(bytes.count)))
            return bytes.withUnsafeBufferPointer { source -> [UInt8]? in
                let result = [UInt8](unsafeUninitializedCapacity: bound) { target, count in
                    // zlib only reads through next_in; its type says otherwise unless ZLIB_CONST is defined.
                    stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                    stream.pointee.avail_in = UInt32(source.count)
                    stream.pointee.next_out = target.baseAddress
                    stream.pointee.avail_out = UInt32(target.count)
                    count = deflate(stream, Z_FINISH) == Z_STREAM_END ? target.count - Int(stream.pointee.avail_out) : 0
                }
                return result.isEmpty ? nil : result
            }
        }
    }
}
