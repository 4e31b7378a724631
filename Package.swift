// swift-tools-version: 6.2
import PackageDescription

// The house is described in Documentation/house.md. Data flows down the list of targets:
// no target imports one below it, and targets on one floor never import each other.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: [Target.Dependency] = [
    .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
]
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

func room(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "sekisho",
    products: [
        .executable(name: "sekisho", targets: ["sekisho"]),
        .executable(name: "sekisho-ledger", targets: ["sekisho-ledger"]),
        .library(name: "Cedar", targets: ["Cedar"]),
        .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
        // For the benchmarks, packages of their own.
        .library(name: "Intake", targets: ["Intake"]),
        .library(name: "Registry", targets: ["Registry"]),
        .library(name: "Conditions", targets: ["Conditions"]),
        .library(name: "Barrier", targets: ["Barrier"]),
        .library(name: "Trace", targets: ["Trace"]),
        .library(name: "Inspection", targets: ["Inspection"]),
        .library(name: "Casework", targets: ["Casework"]),
        .library(name: "Ledger", targets: ["Ledger"]),
        .library(name: "Recordkeeping", targets: ["Recordkeeping"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    ],
    targets: [
        // Floor 1: nothing of ours.
        .target(name: "CScan"),
        .target(name: "CExchange"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CPgQuery", providers: [.apt(["libpg-query-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZ3", pkgConfig: "z3", providers: [.apt(["libz3-dev"])]),
        room("Cedar"),
        room("Intake", ["CScan", yams]),
        room("Report", exclude: ["Schemas"]),
        room("Store"),
        room("TransparencyLog", [crypto], exclude: ["README.md"]),
        // Floor 1½: each database behind the store's interface.
        room("StoreSQLite", ["Store"] + grdb),
        room("StorePostgres", ["Store", "CPostgres"]),
        // Floor 2.
        room("Registry", ["Intake", "CScan"]),
        room("Conditions", ["Intake", "CPgQuery"]),
        // Floor 3.
        room("Barrier", ["Cedar", "Intake", "Registry"]),
        // Floor 4.
        room("Trace", ["Intake", "Registry", "Barrier", "CScan"]),
        room(
            "Inspection", ["Intake", "Conditions", "Registry", "Barrier", "CZ3", "CZlib"],
            resources: [.embedInCode("Schemas/catalogue.schema.json")]),
        room("Inquiry", ["Intake", "Registry", "Report"]),
        room("Ledger", ["Store", "TransparencyLog", crypto]),
        // Floor 5.
        room(
            "Casework",
            [
                "Cedar", "Intake", "Report", "StorePostgres", "Registry", "Conditions", "Barrier", "Trace",
                "Inspection",
                "Inquiry", "CExchange", "COpenSSL",
            ],
            resources: [
                .embedInCode("Schemas/case.schema.json"),
                .embedInCode("Schemas/questionnaire.schema.json"),
                .embedInCode("Schemas/codebook.schema.json"),
                .embedInCode("Schemas/findings.schema.json"),
            ]),
        // Floor 6.
        room("Simulation", ["Intake"], resources: [.embedInCode("Schemas/scenario.schema.json")]),
        room(
            "Recordkeeping",
            ["Casework", "Intake", "Ledger", "Store", "StoreSQLite", "StorePostgres", "TransparencyLog"]),
        room("Terminal", ["Casework", "Intake", "Report", argumentParser]),
        // Floor 7. The ledger is a program of its own, to which `sekisho ledger` hands over: the lean one is built without
        // databases and signatures.
        .executableTarget(
            name: "sekisho",
            dependencies: [
                "Casework", "Cedar", "Inspection", "Intake", "Registry", "Report", "Simulation", "Terminal",
                argumentParser,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "sekisho-ledger",
            dependencies: [
                "Casework", "Intake", "Ledger", "Recordkeeping", "Terminal", "TransparencyLog", argumentParser,
            ],
            swiftSettings: strict),

        tests("CedarTests", ["Cedar"]),
        tests("IntakeTests", ["Intake"]),
        tests("ReportTests", ["Report"], exclude: ["Golden"]),
        tests("StoreTests", ["Store", "StoreSQLite", "StorePostgres"]),
        tests("StorePostgresTests", ["StorePostgres"]),
        tests("TransparencyLogTests", ["TransparencyLog"]),
        tests("RegistryTests", ["Registry", "Intake"]),
        tests("ConditionsTests", ["Conditions", "Intake"]),
        tests("BarrierTests", ["Barrier", "Cedar", "Intake", "Registry"]),
        tests("TraceTests", ["Trace", "Intake", "Registry", "Barrier"]),
        tests(
            "InspectionTests", ["Inspection", "Conditions", "Intake", "Registry", "Barrier", "StorePostgres"],
            exclude: ["Canaries/Golden"]),
        tests("LedgerTests", ["Ledger", "Store", "StoreSQLite", "TransparencyLog"], exclude: ["Verifier"]),
        tests("InquiryTests", ["Inquiry", "Intake", "Registry", "Report"]),
        tests("CaseworkTests", ["Casework", "Intake", "Report", "Registry", "Barrier", "Trace", "Inquiry"]),
        tests("SimulationTests", ["Simulation", "Casework", "Intake", "Report", "Registry", "Barrier", "Inquiry"]),
    ]
)
