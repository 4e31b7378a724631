/// What a file is, by its first bytes and never by its name.
enum FileKind: Equatable {
    /// A ZIP container: archives, workbooks and other office files.
    case zip
    /// Packed with gzip.
    case gzip
    /// A tar archive.
    case tar
    /// A kind whose content is not read, by its usual name.
    case unreadable(String)
    /// Anything else, which is searched as text.
    case text

    private static let beginnings: [(bytes: [UInt8], kind: String)] = [
        (Array("%PDF".utf8), "PDF"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old or encrypted office file (OLE)"),
        (Array("7z\u{BC}\u{AF}".unicodeScalars.map { UInt8($0.value) }), "7-Zip"), (Array("Rar!".utf8), "RAR"),
        (Array("BZh".utf8), "bzip2"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard"),
        ([0x04, 0x22, 0x4D, 0x18], "LZ4"), ([0x1F, 0x9D], "compress"), (Array("MSCF".utf8), "a cabinet file"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture (PNG)"), ([0xFF, 0xD8, 0xFF], "a picture (JPEG)"),
        (Array("GIF8".utf8), "a picture (GIF)"), (Array("II*\0".utf8), "a picture (TIFF)"),
        (Array("MM\0*".utf8), "a picture (TIFF)"), (Array("PAR1".utf8), "Parquet"), (Array("ORC".utf8), "ORC"),
        (Array("Obj\u{1}".utf8), "Avro"), (Array("SQLite format 3\0".utf8), "SQLite"),
        (Array("PGDMP".utf8), "a PostgreSQL dump"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        (Array("-----BEGIN PGP MESSAGE".utf8), "an encrypted message (OpenPGP)"),
        (Array("Salted__".utf8), "an encrypted file (OpenSSL)"),
        (Array("age-encryption.org/".utf8), "an encrypted file (age)"),
    ]

    /// The kind of a file.
    init(_ bytes: [UInt8]) {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || ZipDirectory.end(of: bytes) != nil {
            self = .zip
        } else if bytes.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if let known = Self.beginnings.first(where: { bytes.starts(with: $0.bytes) }) {
            self = .unreadable(known.kind)
        } else if bytes.count >= 512, bytes[257..<262].elementsEqual("ustar".utf8) {
            self = .tar
        } else if bytes.count > 12, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WEBP".utf8) {
            self = .unreadable("a picture (WebP)")
        } else if bytes.count > 1_024, bytes.prefix(1_024).windows(start: "%PDF-") {
            self = .unreadable("PDF")
        } else {
            self = .text
        }
    }
}

extension ArraySlice<UInt8> {
    /// Whether ASCII characters stand somewhere in it.
    fileprivate func windows(start text: String) -> Bool {
        let wanted = Array(text.utf8)
        return indices.contains { self[$0] == wanted[0] && self[$0...].starts(with: wanted) }
    }
}
