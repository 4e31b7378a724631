import ArgumentParser
import Casework
import Cedar
import Intake
import Terminal

/// A request, and what it is decided by.
struct PolicyQuestion: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            said(
                ja: "要求（JSON: principal、action、resource、context）。",
                en: "The request, JSON with principal, action, resource, context.")))
    var request: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(said(ja: "規則のファイル。", en: "The files of policies."), valueName: "files"))
    var policies: [String]

    @Option(help: ArgumentHelp(said(ja: "エンティティ（JSON）。", en: "The entities, JSON."), valueName: "file"))
    var entities: String?

    @Option(
        help: ArgumentHelp(
            said(ja: "要求とエンティティを検査するスキーマ。", en: "A schema, which request and entities then have to fit."),
            valueName: "file"))
    var schema: String?

    /// Reads everything that is named, and answers.
    ///
    /// - Throws: what is wrong with it, also where it does not fit the schema.
    func answer(explains: Bool) throws(CaseworkError) -> PolicyAnswer {
        let policies = try PolicyFiles.policies(policies)
        var validator: Validator?
        if let schema { validator = Validator(try PolicyFiles.schema(schema)) }
        let known = try PolicyFiles.entities(entities, validator?.schema)
        let asked = try PolicyFiles.request(request, validator?.schema)
        if let validator {
            let problems =
                validator.validate(known).map { PolicyFiles.located($0, entities ?? request) }
                + validator.validate(asked).map { PolicyFiles.located($0, request) }
            if !problems.isEmpty { throw CaseworkError(.badInput, problems: problems) }
        }
        return PolicyAnswer(
            Authorizer(policies.set).explain(asked, known), by: policies, explains: explains)
    }
}
