import ArgumentParser
import Foundation
package import Intake
package import Report

/// The language of what is said on screen.
package enum ScreenLanguage: String, ExpressibleByArgument, CaseIterable, Sendable {
    case ja
    case en

    /// What the environment asks for: Japanese where `LC_ALL`, `LC_MESSAGES` or `LANG` begins with `ja`.
    package static let ofEnvironment: ScreenLanguage = {
        let environment = ProcessInfo.processInfo.environment
        let said = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return said?.hasPrefix("ja") == true ? .ja : .en
    }()

    /// The language of tables.
    package var ofReport: Language { self == .ja ? .ja : .en }

    package func choose(_ text: BilingualText) -> String {
        self == .ja ? text.ja : text.en
    }

    package func choose(ja: String, en: String) -> String {
        self == .ja ? ja : en
    }
}

/// A text of the help, in the language that the environment asks for.
package func said(ja: String, en: String) -> String {
    ScreenLanguage.ofEnvironment.choose(ja: ja, en: en)
}

/// A number and its noun, in English.
package func counted(_ number: some BinaryInteger, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
}
