// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the programs of the house do not carry its benchmarks.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "bench-ledger",
    dependencies: [.package(name: "sekisho", path: "../..")],
    targets: [
        .executableTarget(
            name: "bench-ledger",
            dependencies: [
                .product(name: "TransparencyLog", package: "sekisho"),
                .product(name: "Ledger", package: "sekisho"),
                .product(name: "Recordkeeping", package: "sekisho"),
            ],
            swiftSettings: strict)
    ]
)
