// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the library does not carry its benchmarks.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "bench-cedar",
    dependencies: [.package(name: "sekisho", path: "../..")],
    targets: [
        // Ours: the same files as the reference gets, decided as often as it is told.
        .executableTarget(
            name: "decide", dependencies: [.product(name: "Cedar", package: "sekisho")], swiftSettings: strict)
    ]
)
