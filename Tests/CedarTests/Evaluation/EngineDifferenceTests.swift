import Foundation
import Testing

@testable import Cedar

/// Worlds that `Scripts/fuzz-engines` made, with what the reference decides in them.
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["SEKISHO_ENGINE_CASES"] != nil,
        "no cases at hand; Scripts/fuzz-engines makes them"))
struct EngineDifferenceTests {
    private struct Link: Decodable {
        var id: String
        var template: String
        var values: [String: Name]
    }

    private struct Name: Decodable {
        var type: String
        var id: String

        var uid: EntityUID { EntityUID(type: type, id: id) }
    }

    private struct World: Decodable {
        var seed: Int
        var policies: String
        var links: [Link]
        var entities: String
        var requests: [String]
        /// Decision, reasons and failing policies of each request; nil where the reference refuses the world.
        var answers: [[String]]?
        var fault: String?
    }

    private func answer(_ response: Response) -> [String] {
        [
            response.decision.rawValue, response.reasons.sorted().joined(separator: ","),
            response.errors.map(\.policy).sorted().joined(separator: ","),
        ]
    }

    @Test func `decisions are the reference's, however they are made`() throws {
        let path = try #require(ProcessInfo.processInfo.environment["SEKISHO_ENGINE_CASES"])
        var disagreements: [String] = []
        var (worlds, requests, refused) = (0, 0, 0)
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let world = try JSONDecoder().decode(World.self, from: Data(line.utf8))
            worlds += 1
            do {
                var policies = try PolicySet(parsing: world.policies)
                for link in world.links {
                    try policies.link(
                        TemplateLink(
                            id: link.id, template: link.template, principal: link.values["?principal"]?.uid,
                            resource: link.values["?resource"]?.uid))
                }
                let entities = try Entities(json: world.entities)
                guard let answers = world.answers else {
                    let fault = world.fault ?? ""
                    disagreements.append("seed \(world.seed): taken, but refused by the reference: \(fault)")
                    continue
                }
                requests += answers.count
                disagreements += try compare(world, answers, policies, entities)
            } catch {
                if world.answers == nil {
                    refused += 1
                } else {
                    disagreements.append("seed \(world.seed): refused: \(error)")
                }
            }
        }
        print(
            "\(worlds) worlds, \(requests) requests, \(refused) worlds refused by both:"
                + " \(disagreements.count) disagreements")
        #expect(disagreements.prefix(5) == [])
        #expect(requests > worlds)
    }

    private func compare(
        _ world: World, _ answers: [[String]], _ policies: PolicySet, _ entities: Entities
    ) throws -> [String] {
        var disagreements: [String] = []
        let authorizer = Authorizer(policies)
        var decider = Decider(CompiledEntities(entities, for: CompiledPolicies(policies)))
        for (index, (json, expected)) in zip(world.requests, answers).enumerated() {
            func check(_ found: [String], _ engine: String) {
                if found != expected {
                    disagreements.append(
                        "seed \(world.seed), request \(index), \(engine): \(found), expected \(expected)\n\(json)")
                }
            }
            let request: Request
            do {
                request = try Request(json: json)
            } catch {
                check(["none", "", ""], "reading the request, \(error)")
                continue
            }
            let response = authorizer.decide(request, entities)
            check(answer(response), "interpreter")
            let compiled = decider.respond(to: request)
            check(answer(compiled), "compiled")
            if compiled != response { disagreements.append("seed \(world.seed): the errors' words differ") }
            if decider.decide(decider.prepare(request)) != response.decision {
                disagreements.append("seed \(world.seed), request \(index): the bare decision differs")
            }
            if authorizer.explain(request, entities).response != response {
                disagreements.append("seed \(world.seed), request \(index): the explanation differs")
            }
            for (name, question) in partial(request, seed: world.seed) {
                let rest = PartialAuthorizer(policies).decide(question, entities)
                check(answer(rest.decide(request, entities)), "partial, \(name)")
                if let settled = rest.decision, settled != response.decision {
                    disagreements.append("seed \(world.seed), request \(index): \(name) unknown, settled as \(settled)")
                }
            }
        }
        return disagreements
    }

    private func partial(_ request: Request, seed: Int) -> [(String, PartialRequest)] {
        func question(_ change: (inout PartialRequest) -> Void) -> PartialRequest {
            var question = PartialRequest(
                principal: .known(request.principal), action: .known(request.action),
                resource: .known(request.resource), context: request.context)
            change(&question)
            return PartialRequest(
                principal: question.principal, action: question.action, resource: question.resource,
                context: question.context)
        }
        return [
            ("resource", question { $0.resource = .unknown(type: nil) }),
            ("resource of a type", question { $0.resource = .unknown(type: request.resource.type) }),
            ("principal and context", question { ($0.principal, $0.context) = (.unknown(type: nil), nil) }),
            ("context", question { $0.context = nil }),
        ]
    }
}
