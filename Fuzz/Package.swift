// swift-tools-version: 6.2
import PackageDescription

// A package of its own: it builds the libraries again, watched by libFuzzer. `make fuzz-parsers` and `make fuzz-logs` run it.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "fuzz",
    dependencies: [.package(url: "https://github.com/apple/swift-crypto", from: "4.5.0")],
    targets: [
        .target(name: "Cedar", swiftSettings: settings),
        .target(
            name: "TransparencyLog", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            exclude: ["README.md"], swiftSettings: settings),
        .executableTarget(
            name: "fuzz-parsers", dependencies: ["Cedar"],
            swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])]),
        .executableTarget(
            name: "fuzz-logs", dependencies: ["TransparencyLog"],
            swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])]),
    ]
)
