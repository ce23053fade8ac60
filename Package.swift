// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target: Swift 6 mode, warnings as errors, explicit existentials and imports.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // A nonisolated async function runs on its caller's executor, without switching (SE-0461).
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// Targets below the product.
let technology: [Target.Dependency] = [
    "Web", "HTTP", "HTMLTemplate", "SQLite", "Gzip", "Cryptography", "Normalization", "ChildProgram", "POSIX",
    "CLinux", "CQREncode", "CSQLite", "CZlib", "COpenSSL", "CUnistring",
    .product(name: "Logging", package: "swift-log"),
]

/// The targets of the product, top down.
let product: [Target.Dependency] = [
    "ChalandDemo", "Chaland", "Projects", "Encounters", "Shops", "Shell", "Base", "Schema",
]

let package = Package(
    name: "chaland",
    products: [
        .executable(name: "chaland", targets: ["ChalandCommand"]),
        .executable(name: "chaland-sheet", targets: ["SheetCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    // List transitive dependencies too: SwiftPM rebuilds a target only when a direct dependency changes. A target that
    // is not rebuilt keeps the old size of a type and writes past its end (Tests/Gates/test_package.py).
    targets: [
        // C: system libraries, by Debian package, and headers that the Glibc module lacks.
        .target(name: "CLinux"),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CQREncode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CArchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CUnistring", providers: [.apt(["libunistring-dev"])]),

        // Technology: independent of the product.
        .target(name: "HTTP", swiftSettings: strict),
        .target(name: "POSIX", dependencies: ["CLinux"], swiftSettings: strict),
        .target(name: "HTTPServer", dependencies: ["HTTP", "POSIX", "CLinux"], swiftSettings: strict),
        .target(name: "HTMLTemplate", swiftSettings: strict),
        .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: strict),
        .target(name: "Gzip", dependencies: ["CZlib"], swiftSettings: strict),
        .target(name: "Cryptography", dependencies: ["COpenSSL"], swiftSettings: strict),
        .target(name: "Normalization", dependencies: ["CUnistring"], swiftSettings: strict),
        .target(name: "ChildProgram", dependencies: ["CLinux"], swiftSettings: strict),
        .target(
            name: "Web", dependencies: ["HTTP", "HTMLTemplate", "Gzip", "Normalization", "CZlib", "CUnistring"],
            swiftSettings: strict),

        // Workbooks, read by a program of their own (docs/decisions/0013-workbooks-in-a-program-of-their-own.md).
        .target(name: "Sheet", dependencies: ["CArchive", "CExpat"], swiftSettings: strict),
        .executableTarget(name: "SheetCommand", dependencies: ["Sheet", "CArchive", "CExpat"], swiftSettings: strict),

        // The SQL of the schema.
        .target(
            name: "Schema", dependencies: ["SQLite", "CSQLite"], resources: [.embedInCode("0001_schema.sql")],
            swiftSettings: strict),

        // The product: values, the web shell, three features, the site map (docs/architecture.md).
        .target(name: "Base", dependencies: technology, swiftSettings: strict),
        .target(name: "Shell", dependencies: ["Base"] + technology, swiftSettings: strict),
        .target(name: "Shops", dependencies: ["Shell", "Base"] + technology, swiftSettings: strict),
        .target(name: "Encounters", dependencies: ["Shops", "Shell", "Base"] + technology, swiftSettings: strict),
        .target(
            name: "Projects", dependencies: ["Encounters", "Shops", "Shell", "Base"] + technology,
            swiftSettings: strict),
        .target(
            name: "Chaland", dependencies: ["Schema", "Projects", "Encounters", "Shops", "Shell", "Base"] + technology,
            swiftSettings: strict),
        // The invented street.
        .target(
            name: "ChalandDemo",
            dependencies: ["Chaland", "Schema", "Projects", "Encounters", "Shops", "Shell", "Base"] + technology,
            swiftSettings: strict),
        .executableTarget(
            name: "ChalandCommand",
            dependencies: product + technology + [
                "HTTPServer", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // Helpers of several test targets.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP"], swiftSettings: strict),
        .testTarget(
            name: "HTTPServerTests", dependencies: ["HTTPServer", "HTTP", "POSIX", "CLinux", "TestSupport"],
            swiftSettings: strict),
        // The fuzz targets on their seeds; libFuzzer runs them on random bytes (Tests/Fuzz/fuzz.py).
        .testTarget(
            name: "FuzzTests",
            dependencies: product + technology + ["HTTPServer"],
            path: "Tests/Fuzz",
            exclude: ["Entry.swift", "Seeds", "fuzz.py"], swiftSettings: strict),
        .testTarget(
            name: "SheetTests", dependencies: ["Sheet", "CArchive", "CExpat", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "SQLiteTests", dependencies: ["SQLite", "CSQLite", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "CryptographyTests", dependencies: ["Cryptography", "COpenSSL"], swiftSettings: strict),
        .testTarget(
            name: "NormalizationTests", dependencies: ["Normalization", "CUnistring"], swiftSettings: strict),
        .testTarget(name: "ChildProgramTests", dependencies: ["ChildProgram", "CLinux"], swiftSettings: strict),
        .testTarget(name: "HTMLTemplateTests", dependencies: ["HTMLTemplate"], swiftSettings: strict),
        .testTarget(
            name: "WebTests",
            dependencies: ["Web", "HTTP", "HTMLTemplate", "Gzip", "Normalization", "CZlib", "CUnistring"],
            swiftSettings: strict),
        .testTarget(
            name: "AppTests",
            dependencies: product + technology + ["HTTPServer", "TestSupport"],
            swiftSettings: strict),
    ]
)
