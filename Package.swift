// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6 mode, no warning left standing, existentials and imports spelled out.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // An asynchronous function runs where its caller does, without a hop there and back.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// What the targets of the product stand on.
let technology: [Target.Dependency] = [
    "Web", "HTTP", "HTMLTemplate", "SQLite", "Gzip", "Cryptography",
    "CLinux", "CQREncode", "CSQLite", "CZlib", "COpenSSL",
    .product(name: "Logging", package: "swift-log"),
]

/// The targets of the product, top down.
let product: [Target.Dependency] = [
    "ChalandDemo", "Chaland", "Projects", "Encounters", "Shops", "Shell", "Base", "Schema",
]

let package = Package(
    name: "chaland",
    products: [.executable(name: "chaland", targets: ["ChalandCommand"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    // Each target names everything of ours that it is built on, also what comes by way of another: SwiftPM compiles a target
    // again when one that it names has changed, and where the size of a type has changed further below, what was not
    // compiled again writes past its end (Tests/Gates/test_package.py).
    targets: [
        // C: system libraries, each named by its Debian package, and the headers Glibc's module lacks.
        .target(name: "CLinux"),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CQREncode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),

        // Technology: nothing here knows what a shop is.
        .target(name: "HTTP", swiftSettings: strict),
        .target(name: "HTTPServer", dependencies: ["HTTP", "CLinux"], swiftSettings: strict),
        .target(name: "HTMLTemplate", swiftSettings: strict),
        .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: strict),
        .target(name: "Gzip", dependencies: ["CZlib"], swiftSettings: strict),
        .target(name: "Cryptography", dependencies: ["COpenSSL"], swiftSettings: strict),
        .target(name: "Web", dependencies: ["HTTP", "HTMLTemplate", "Gzip", "CZlib"], swiftSettings: strict),

        // The schema of the association's file, handed to the store as a value.
        .target(
            name: "Schema", dependencies: ["SQLite", "CSQLite"], resources: [.embedInCode("0001_schema.sql")],
            swiftSettings: strict),

        // The product: values, the web shell, three features, and the site map above them. An arrow of the list in
        // docs/architecture.md that points up does not compile.
        .target(name: "Base", dependencies: technology, swiftSettings: strict),
        .target(name: "Shell", dependencies: ["Base"] + technology, swiftSettings: strict),
        .target(name: "Shops", dependencies: ["Shell", "Base"] + technology, swiftSettings: strict),
        .target(name: "Encounters", dependencies: ["Shops", "Shell", "Base"] + technology, swiftSettings: strict),
        .target(name: "Projects", dependencies: ["Shops", "Shell", "Base"] + technology, swiftSettings: strict),
        .target(
            name: "Chaland", dependencies: ["Schema", "Projects", "Encounters", "Shops", "Shell", "Base"] + technology,
            swiftSettings: strict),
        // The invented street, written through the functions of its owners.
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

        // What the tests of several targets wait by.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP"], swiftSettings: strict),
        .testTarget(
            name: "HTTPServerTests", dependencies: ["HTTPServer", "HTTP", "CLinux", "TestSupport"],
            swiftSettings: strict),
        // What also libFuzzer runs (Tests/Fuzz/fuzz.py), here on its seeds.
        .testTarget(
            name: "FuzzTests",
            dependencies: product + technology + ["HTTPServer"],
            path: "Tests/Fuzz",
            exclude: ["Entry.swift", "Seeds", "fuzz.py"], swiftSettings: strict),
        .testTarget(name: "SQLiteTests", dependencies: ["SQLite", "CSQLite", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "CryptographyTests", dependencies: ["Cryptography", "COpenSSL"], swiftSettings: strict),
        .testTarget(name: "HTMLTemplateTests", dependencies: ["HTMLTemplate"], swiftSettings: strict),
        .testTarget(
            name: "WebTests", dependencies: ["Web", "HTTP", "HTMLTemplate", "Gzip", "CZlib"], swiftSettings: strict),
        .testTarget(
            name: "AppTests",
            dependencies: product + technology + ["HTTPServer", "TestSupport"],
            swiftSettings: strict),
    ]
)
