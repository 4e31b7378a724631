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
    name: "bench-trace",
    dependencies: [.package(name: "sekisho", path: "../..")],
    targets: [
        // Draws the registers and view logs.
        .executableTarget(
            name: "make-data", dependencies: [.product(name: "Intake", package: "sekisho")], swiftSettings: strict),
        // Ours: from the files to the counts.
        .executableTarget(
            name: "look-back",
            dependencies: [
                .product(name: "Intake", package: "sekisho"),
                .product(name: "Registry", package: "sekisho"),
                .product(name: "Barrier", package: "sekisho"),
                .product(name: "Trace", package: "sekisho"),
            ],
            swiftSettings: strict),
    ]
)
