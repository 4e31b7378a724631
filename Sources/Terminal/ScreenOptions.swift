package import ArgumentParser

/// What every command takes.
package struct ScreenOptions: ParsableArguments {
    @Flag(help: ArgumentHelp(said(ja: "進み具合を表示しない。", en: "No progress bar.")))
    package var quiet = false

    @Flag(help: ArgumentHelp(said(ja: "結果を JSON で標準出力に書く（スクリプト用）。", en: "Print the outcome as JSON, for scripts.")))
    package var json = false

    /// The usual ones.
    package init() {}
}

/// The language on screen, for the commands that write none of their own.
package struct LanguageOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(said(ja: "画面の言語。省略時は LANG に従う。", en: "Language on screen. Taken from LANG when absent.")))
    package var language: ScreenLanguage = .ofEnvironment

    /// The usual one.
    package init() {}
}
