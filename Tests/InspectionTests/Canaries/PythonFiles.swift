import Foundation

/// Files that Python's own libraries write, as another opinion on their formats.
enum PythonFiles {
    private static let script = #"""
        import bz2, csv, email.mime.application, email.mime.multipart, email.mime.text, gzip, html, io, json, lzma, os
        import sys, tarfile, urllib.parse, zipfile

        folder, phone, name, point = sys.argv[1:]
        rows = [["番号", "契約者", "備考"], [point, name, 'いわゆる"優良"顧客'], ["x", "東京\n" + name, phone + "\n不在"]]

        def path(file):
            return os.path.join(folder, file)

        def table(encoding, **dialect):
            text = io.StringIO()
            csv.writer(text, **dialect).writerows(rows)
            return text.getvalue().encode(encoding)

        def write(file, data):
            with open(path(file), "wb") as out:
                out.write(data)

        write("plain.csv", table("cp932"))
        write("quoted.csv", table("utf-8-sig", quoting=csv.QUOTE_ALL))
        write("tabs.tsv", table("utf-16", dialect="excel-tab"))
        write("euc.csv", table("euc_jp", lineterminator="\n"))
        record = {"points": [{"name": name, "phone": phone, "point": point}]}
        write("ascii.json", json.dumps(record, indent=1).encode())
        write("plain.json", json.dumps(record, ensure_ascii=False).encode())
        write("twice.json", json.dumps({"body": json.dumps(record)}).encode())
        write("query.txt", ("GET /x?n=" + urllib.parse.quote_plus(name) + "&t=" + urllib.parse.quote(phone)).encode())
        write("sjis-query.txt", ("/x?n=" + urllib.parse.quote_plus(name.encode("cp932"))).encode())
        write("page.html", ("<p>" + html.escape(name).encode("ascii", "xmlcharrefreplace").decode() + "</p>").encode())

        with zipfile.ZipFile(path("inner.zip"), "w", zipfile.ZIP_DEFLATED) as inner:
            inner.writestr("表/明細.csv", table("cp932"))
            inner.writestr("empty.txt", b"")
        with zipfile.ZipFile(path("outer.zip"), "w", zipfile.ZIP_DEFLATED) as outer:
            outer.write(path("inner.zip"), "inner.zip")
            outer.writestr("stored.json", json.dumps(record), zipfile.ZIP_STORED)
        with zipfile.ZipFile(path("long.zip"), "w", zipfile.ZIP_DEFLATED) as long:
            with long.open("long.csv", "w", force_zip64=True) as member:
                member.write(table("utf-8"))

        class Pipe(io.RawIOBase):
            def __init__(self): self.data = b""
            def writable(self): return True
            def write(self, data):
                self.data += bytes(data)
                return len(data)

        pipe = Pipe()
        with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as streamed:
            streamed.writestr("streamed.csv", table("utf-8"))
            streamed.writestr("second.csv", b"nothing")
        write("streamed.zip", pipe.data)
        write("headless.zip", pipe.data[:pipe.data.index(b"PK\x01\x02")])
        write("prefixed.zip", b"#!/bin/sh\nexit\n" + pipe.data)
        with zipfile.ZipFile(path("methods.zip"), "w") as methods:
            methods.writestr("b.csv", table("utf-8"), zipfile.ZIP_BZIP2)
            methods.writestr("l.csv", table("utf-8"), zipfile.ZIP_LZMA)
            methods.writestr("d.csv", table("utf-8"), zipfile.ZIP_DEFLATED)
        write("members.csv.gz", gzip.compress(table("utf-8")[:40]) + gzip.compress(table("utf-8")[40:]))
        with tarfile.open(path("archive.tar.gz"), "w:gz") as tar:
            for file, data in [("a/" + "long" * 40 + ".csv", table("cp932")), ("b.json", json.dumps(record).encode())]:
                info = tarfile.TarInfo(file)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        mail = email.mime.multipart.MIMEMultipart()
        mail.attach(email.mime.text.MIMEText("前略 " * 20 + name + " 様", "plain", "utf-8"))
        mail.attach(email.mime.application.MIMEApplication(open(path("inner.zip"), "rb").read()))
        write("mail.eml", mail.as_bytes())
        write("jis.eml", email.mime.text.MIMEText("前略\n" + name + " 様\n", "plain", "iso-2022-jp").as_bytes())
        write("bomb.zip.gz", gzip.compress(b"\0" * 2_000_000))
        bomb = zipfile.ZipFile(path("bomb.zip"), "w", zipfile.ZIP_DEFLATED)
        for index in range(5):
            bomb.writestr(f"{index}.txt", b"0" * 300_000)
        bomb.close()
        data = open(path("inner.zip"), "rb").read()
        for depth in range(10):
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as nested:
                nested.writestr("n.zip", data)
            data = packed.getvalue()
        write("deep.zip", data)
        """#

    /// All files, by their names.
    static func made(phone: String, name: String, point: String) throws -> [String: [UInt8]] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "canaries-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, folder.path(), phone, name, point]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.featureUnsupported) }
        var files: [String: [UInt8]] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path()) {
            files[file] = Array(try Data(contentsOf: folder.appending(path: file)))
        }
        return files
    }
}
