using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;

namespace AcMail.Seed;

/// <summary>Small files that open in the programs that they are made for.</summary>
static class Documents
{
    public static Enclosure Pdf(string fileName, string title, params IEnumerable<string> lines)
    {
        var text = new StringBuilder("BT /F1 18 Tf 60 770 Td (").Append(Escape(title)).Append(") Tj /F1 11 Tf 0 -20 Td\n");
        foreach (var line in lines) text.Append("0 -18 Td (").Append(Escape(line)).Append(") Tj\n");
        text.Append("ET");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {text.Length} >>\nstream\n{text}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var table = new StringBuilder($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        for (var i = 0; i < objects.Length; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = file.Length;
        file.Append(table).Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return new(fileName, "application/pdf", Encoding.Latin1.GetBytes(file.ToString()));
    }

    public static Enclosure OpenDocument(string fileName, string title, params IEnumerable<string> paragraphs)
    {
        const string Type = "application/vnd.oasis.opendocument.text";
        var body = string.Concat(paragraphs.Select(p => $"<text:p>{WebUtility.HtmlEncode(p)}</text:p>"));
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            // The type comes first and uncompressed, so that programs recognise the file by it.
            Add(archive, "mimetype", Type, CompressionLevel.NoCompression);
            Add(archive, "META-INF/manifest.xml", $"""
                <?xml version="1.0" encoding="UTF-8"?>
                <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
                <manifest:file-entry manifest:full-path="/" manifest:media-type="{Type}"/>
                <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
                </manifest:manifest>
                """);
            Add(archive, "content.xml", $"""
                <?xml version="1.0" encoding="UTF-8"?>
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
                <office:body><office:text><text:h text:outline-level="1">{WebUtility.HtmlEncode(title)}</text:h>{body}</office:text></office:body>
                </office:document-content>
                """);
        }

        return new(fileName, Type, stream.ToArray());
    }

    public static Enclosure Csv(string fileName, string header, IEnumerable<string> rows) =>
        new(fileName, "text/csv", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join("\r\n", [header, .. rows]) + "\r\n")]);

    static void Add(ZipArchive archive, string name, string content, CompressionLevel level = CompressionLevel.Optimal)
    {
        var entry = archive.CreateEntry(name, level);
        entry.LastWriteTime = new(2025, 9, 1, 8, 0, 0, TimeSpan.Zero);
        using var writer = new StreamWriter(entry.Open());
        writer.Write(content);
    }

    // The encoding of the PDF's font has neither typographic apostrophes nor dashes where Latin-1 does.
    static string Escape(string text) => text
        .Replace('’', '\'').Replace('–', '-').Replace('\u202f', ' ')
        .Replace("\\", @"\\", StringComparison.Ordinal).Replace("(", @"\(", StringComparison.Ordinal).Replace(")", @"\)", StringComparison.Ordinal);
}
