// swift-tools-version: 6.2
import PackageDescription

// A package of its own: it builds the library again, watched by libFuzzer. `make fuzz-parsers` runs it.
let package = Package(
    name: "fuzz",
    targets: [
        .target(
            name: "Cedar",
            swiftSettings: [
                .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility"),
            ]),
        .executableTarget(
            name: "fuzz-parsers", dependencies: ["Cedar"],
            swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])]),
    ]
)
