import Store
import Testing

@Suite struct RefusalTests {
    @Test(arguments: Subject.all)
    func `a refusal says which law of which table, and shows no value`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.open()
            let d = store.dialect
            try await store.write { (session) throws(StoreError) in
                try session.run(
                    script: """
                        CREATE TABLE slot (id \(d.integer) PRIMARY KEY) \(d.strict);
                        CREATE TABLE entry (
                            slot \(d.integer) NOT NULL REFERENCES slot (id), view_id \(d.blob) NOT NULL,
                            word TEXT, size \(d.integer) CONSTRAINT small CHECK (size < 1000), UNIQUE (slot, view_id)
                        ) \(d.strict);
                        INSERT INTO slot VALUES (1);
                        """)
            }
            let insert = "INSERT INTO entry (slot, view_id, word, size) VALUES ($1, $2, $3, $4)"
            let secret = "geheim-4711"
            let good: [StoreValue] = [1, .blob(Array(secret.utf8)), .text(secret), 5]
            try await store.change(insert, good)
            let twice = try await storeFailure { () throws(StoreError) in try await store.change(insert, good) }
            #expect(twice.kind == .uniqueViolation && twice.table == "entry" && twice.columns == ["slot", "view_id"])
            let batch = try await storeFailure { () throws(StoreError) in
                try await store.write { (session) throws(StoreError) in try session.executeMany(insert, [good, good]) }
            }
            #expect(batch.kind == .uniqueViolation && batch.columns == ["slot", "view_id"])
            let missing = try await storeFailure { () throws(StoreError) in
                try await store.change(insert, [1, nil, .text(secret), 5])
            }
            #expect(missing.kind == .constraintViolation && missing.table == "entry" && missing.columns == ["view_id"])
            let check = try await storeFailure { () throws(StoreError) in
                try await store.change(insert, [1, .blob([2]), .text(secret), 424_242])
            }
            #expect(check.kind == .constraintViolation && check.constraint == "small")
            let foreign = try await storeFailure { () throws(StoreError) in
                try await store.change(insert, [424_242, .blob([2]), .text(secret), 5])
            }
            #expect(foreign.kind == .constraintViolation)
            let type = try await storeFailure { () throws(StoreError) in
                try await store.change(insert, [1, .blob([3]), .text(secret), .text(secret)])
            }
            #expect(type.kind == .constraintViolation, "\(type)")
            let syntax = try await storeFailure { () throws(StoreError) in
                try await store.change("INSERT INTO nowhere (n) VALUES ($1)", [.text(secret)])
            }
            #expect(syntax.kind == .syntax && syntax.message.contains("nowhere"))
            for error in [twice, batch, missing, check, foreign, type, syntax] {
                let told = "\(error) \(String(reflecting: error))"
                #expect(!told.contains(secret) && !told.contains("424242") && !told.contains("67656865"), "\(told)")
                #expect(error.code != nil && !error.isRetryable)
            }
            #expect(try await store.rows("SELECT count(*) FROM entry") == [[1]])
        }
    }

    @Test(arguments: Subject.all)
    func `a store that cannot be opened says so`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let error = try await storeFailure { () throws(StoreError) in
                switch subject {
                case .sqlite: try Opening.sqlite(place.path + ".d/nowhere/file")
                case .postgres: try await Opening.postgres(place.path + "_nowhere")
                }
            }
            #expect(error.kind == .cannotOpen && error.message.contains("nowhere"), "\(error)")
            #expect(error.message.first?.isUppercase == false && !error.message.hasSuffix("."))
        }
    }
}
