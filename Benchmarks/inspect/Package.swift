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
    name: "bench-inspect",
    dependencies: [.package(name: "sekisho", path: "../..")],
    targets: [
        // Ours: from a catalogue's text to verdicts, by stage.
        .executableTarget(
            name: "inspect-all",
            dependencies: [
                .product(name: "Intake", package: "sekisho"),
                .product(name: "Registry", package: "sekisho"),
                .product(name: "Barrier", package: "sekisho"),
                .product(name: "Conditions", package: "sekisho"),
                .product(name: "Inspection", package: "sekisho"),
                .product(name: "Casework", package: "sekisho"),
            ],
            swiftSettings: strict)
    ]
)
