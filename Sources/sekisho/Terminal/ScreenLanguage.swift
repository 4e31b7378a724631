import ArgumentParser
import Foundation
import Intake
import Report

/// The language of what is said on screen.
enum ScreenLanguage: String, ExpressibleByArgument, CaseIterable, Sendable {
    case ja
    case en

    /// What the environment asks for: Japanese where `LC_ALL`, `LC_MESSAGES` or `LANG` begins with `ja`.
    static let ofEnvironment: ScreenLanguage = {
        let environment = ProcessInfo.processInfo.environment
        let said = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return said?.hasPrefix("ja") == true ? .ja : .en
    }()

    /// The language of tables.
    var ofReport: Language { self == .ja ? .ja : .en }

    func choose(_ text: BilingualText) -> String {
        self == .ja ? text.ja : text.en
    }

    func choose(ja: String, en: String) -> String {
        self == .ja ? ja : en
    }
}

/// A text of the help, in the language that the environment asks for.
func said(ja: String, en: String) -> String {
    ScreenLanguage.ofEnvironment.choose(ja: ja, en: en)
}
