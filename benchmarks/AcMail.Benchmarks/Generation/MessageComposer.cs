using System.Buffers;
using System.Globalization;
using System.Text;

namespace AcMail.Benchmarks.Generation;

/// <summary>Writes messages of a wanted size. One instance serves one thread.</summary>
sealed class MessageComposer(Corpus corpus)
{
    const int AttachmentOverhead = 250;

    readonly ArrayBufferWriter<byte> _output = new(64 * 1024);

    /// <summary>The message, in LF lines; valid until the next call.</summary>
    public ReadOnlySpan<byte> Compose(MessageStamp stamp, MessageStamp? answered, int size, ref SplitMix random)
    {
        _output.ResetWrittenCount();
        Headers(stamp, answered, size, ref random);
        var kind = random.Next(100);
        if (size > (kind < 75 ? 16_000 : 200_000)) Mixed(stamp, size, ref random);
        else if (size > 3_000 && kind < 80) Alternative(stamp, size, ref random);
        else Plain(size, ref random);
        return _output.WrittenSpan;
    }

    void Headers(MessageStamp stamp, MessageStamp? answered, int size, ref SplitMix random)
    {
        var date = Rfc2822(stamp.Date);
        var id = stamp.Id;
        Line($"Return-Path: <bounces+{stamp.Index}@ac-lyon.fr>");
        Line($"Delivered-To: david.martin@ac-lyon.fr");
        Line($"Received: from mx.ac-lyon.fr (mx.ac-lyon.fr [192.0.2.{random.Next(256)}])");
        Line($"\tby mail.ac-lyon.fr (Postfix) with ESMTPS id {random.Next():X16}\n\tfor <david.martin@ac-lyon.fr>; {date}");
        Line($"Received: from poste-{random.Next(1_000)}.ac-lyon.fr ([198.51.100.{random.Next(256)}])");
        Line($"\tby mx.ac-lyon.fr (Postfix) with ESMTPSA id {random.Next():X16};\n\t{date}");
        if (size > 3_000)
        {
            Line("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=ac-lyon.fr; s=mail;");
            Line($"\th=from:to:subject:date:message-id; bh={random.Next():x16}");
            Line($"X-Spam-Status: No, score=-{random.Next(5)}.{random.Next(10)} required=5.0\n\ttests=DKIM_SIGNED,DKIM_VALID,HTML_MESSAGE,SPF_PASS");
        }

        Line($"Message-ID: <{id}>");
        if (answered is { } original) Line($"In-Reply-To: <{original.Id}>\nReferences: <{original.Id}>");
        Line($"Date: {date}");
        Line($"From: {random.Pick(corpus.People)}");
        Line("To: David MARTIN <david.martin@ac-lyon.fr>");
        if (random.Chance(20)) Line($"Cc: {random.Pick(corpus.People)},\n {random.Pick(corpus.People)}");
        _output.Write(random.Pick(corpus.Subjects));
        Line("MIME-Version: 1.0");
    }

    void Plain(int size, ref SplitMix random)
    {
        Line("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n");
        Fill(corpus.TextLines, size, 4, ref random);
    }

    void Html(int size, ref SplitMix random)
    {
        Line("Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n");
        Line("<!DOCTYPE html><html lang=3D\"fr\"><head><meta charset=3D\"utf-8\"></head><body>");
        Fill(corpus.HtmlLines, size - 15, int.MaxValue, ref random);
        Line("</body></html>");
    }

    void Alternative(MessageStamp stamp, int size, ref SplitMix random)
    {
        var boundary = $"alt-{stamp.Index:x8}-{random.Next():x16}";
        Line($"Content-Type: multipart/alternative; boundary=\"{boundary}\"\n\n--{boundary}");
        Plain(_output.WrittenCount + ((size - _output.WrittenCount) * 3 / 10), ref random);
        Line($"\n--{boundary}");
        Html(size - boundary.Length - 6, ref random);
        Line($"\n--{boundary}--");
    }

    void Mixed(MessageStamp stamp, int size, ref SplitMix random)
    {
        var boundary = $"mix-{stamp.Index:x8}-{random.Next():x16}";
        Line($"Content-Type: multipart/mixed; boundary=\"{boundary}\"\n\n--{boundary}");
        Alternative(stamp, _output.WrittenCount + 3_000 + random.Next(4_000), ref random);
        for (var left = 1 + random.Next(3); left > 0; left--)
        {
            Line($"\n--{boundary}");
            _output.Write(random.Pick(corpus.Attachments));
            Base64((size - _output.WrittenCount - (AttachmentOverhead * (left - 1))) / left, ref random);
        }

        Line($"\n--{boundary}--");
    }

    void Base64(int length, ref SplitMix random)
    {
        do
        {
            var lines = corpus.Base64(ref random, length);
            _output.Write(lines);
            length -= lines.Length;
        }
        while (length > 100);
    }

    void Fill(byte[][] lines, int size, int paragraph, ref SplitMix random)
    {
        for (var count = 1; count == 1 || _output.WrittenCount < size - 60; count++)
        {
            _output.Write(random.Pick(lines));
            if (count % paragraph == 0) Line("");
        }
    }

    void Line(string text)
    {
        Encoding.UTF8.GetBytes(text, _output);
        _output.Write("\n"u8);
    }

    static string Rfc2822(DateTimeOffset date)
    {
        // Summer time to the month: the zone data of the machine must not change the messages.
        var offset = TimeSpan.FromHours(date.Month is >= 4 and <= 10 ? 2 : 1);
        var local = date.ToOffset(offset);
        return local.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + $" +0{offset.Hours}00";
    }
}
