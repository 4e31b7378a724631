public import Inspection
import Intake

/// The barrier of a catalogue as a script for PostgreSQL.
public enum CompiledBarrier {
    /// Writes the script that makes it, and beside it the one that takes it away.
    ///
    /// - Parameters:
    ///   - path: where; the other file has `.down` before its ending.
    ///   - reader: the role that may read the views.
    /// - Returns: what came of each table, and what is to be said of it.
    /// - Throws: `cannotWrite`.
    public static func write(
        _ loaded: LoadedCatalogue, to path: String, reader: String?
    ) throws(CaseworkError) -> PostgresCompiler {
        var options = CompileOptions()
        options.reader = reader
        let compiler = PostgresCompiler(loaded.catalogue, loaded.barrier, options)
        let down = path.hasSuffix(".sql") ? path.dropLast(4) + ".down.sql" : path + ".down"
        try WrittenFile.write(Array(compiler.script().utf8), to: path)
        try WrittenFile.write(Array(compiler.downScript().utf8), to: String(down))
        return compiler
    }
}
