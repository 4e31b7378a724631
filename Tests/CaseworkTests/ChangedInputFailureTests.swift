import Foundation
import Intake
import Testing

@testable import Casework

/// A number names the bytes that it came from: if somebody writes to a file while it is read, there is no number.
@Suite("inputs that change while they are read")
struct ChangedInputFailureTests {
    @Test func writtenMeanwhile() async throws {
        try await withScratch { folder in
            let file = folder.appending(path: "views.csv")
            try Data("at,viewer,subject\n".utf8).write(to: file)
            let inputs = Inputs(InputFolder(path: folder.path))
            let source = try inputs.open("views.csv")
            try inputs.verify()
            #expect(source.isUnchanged)
            let handle = try FileHandle(forWritingTo: file)
            try handle.write(contentsOf: Data("AT,VIEWER".utf8))
            try handle.close()
            #expect(!source.isUnchanged)
            do throws(CaseworkError) {
                try inputs.verify()
                Issue.record("nobody noticed")
            } catch {
                #expect(
                    error.problems.map(\.en) == [
                        "views.csv: somebody wrote to it while it was read; run again when nothing does"
                    ])
            }
        }
    }
}
