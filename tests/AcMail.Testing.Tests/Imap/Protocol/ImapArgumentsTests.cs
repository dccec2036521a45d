using System.Text;
using CsCheck;

namespace AcMail.Testing.Tests.Imap.Protocol;

public sealed class ImapArgumentsTests
{
    [Theory]
    [InlineData("INBOX")]
    [InlineData("\"INBOX\"")]
    [InlineData("{5}\r\nINBOX")]
    [InlineData("{5+}\r\nINBOX")]
    public void A_string_has_three_forms(string text)
    {
        var arguments = Of(text);
        arguments.AString().ShouldBe("INBOX");
        arguments.End();
    }

    [Fact]
    public void A_quoted_string_may_escape_quotes_and_backslashes() => Of("\"a\\\"b\\\\c\"").AString().ShouldBe("a\"b\\c");

    [Theory]
    [InlineData("\"open")]
    [InlineData("\"a\\n\"")]
    [InlineData("{9}\r\nshort")]
    [InlineData("{5}INBOX")]
    [InlineData("{-1}\r\n")]
    [InlineData("(")]
    [InlineData("")]
    public void What_is_no_string_is_refused(string text) => Should.Throw<ImapSyntaxException>(() => Of(text).AString());

    [Fact]
    public void NIL_is_no_string_but_NILS_is_one()
    {
        Of("nil").NString().ShouldBeNull();
        Should.Throw<ImapSyntaxException>(() => Of("NILS").NString());
        Of("NIL").AString().ShouldBe("NIL");
    }

    [Fact]
    public void Flags_take_their_usual_spelling()
    {
        Of(@"(\seen $Junk)").FlagList().ToString().ShouldBe(@"$Junk \Seen");
        Of(@"\Draft kw").BareOrListFlags().ToString().ShouldBe(@"kw \Draft");
        Of("()").FlagList().Count.ShouldBe(0);
        Should.Throw<ImapSyntaxException>(() => Of(@"(\Recent)").FlagList());
    }

    [Fact]
    public void A_name_in_modified_UTF7_is_decoded_and_one_in_UTF8_only_where_that_is_on()
    {
        Of("&AOk-t&AOk-").Mailbox().ShouldBe("été");
        Of("inBox").Mailbox().ShouldBe("INBOX");
        Of("\"été\"", utf8: true).Mailbox().ShouldBe("été");
        Of("&AOk-", utf8: true).Mailbox().ShouldBe("&AOk-");
        Should.Throw<ImapSyntaxException>(() => Of("\"été\"").Mailbox());
        Should.Throw<ImapSyntaxException>(() => new ImapArguments(new byte[] { (byte)'"', 0xff, (byte)'"' }, true).Mailbox());
    }

    [Fact]
    public void Numbers_have_bounds()
    {
        Of("4294967295").Number().ShouldBe(uint.MaxValue);
        Should.Throw<ImapSyntaxException>(() => Of("4294967296").Number());
        Of("9223372036854775807").Number64().ShouldBe((ulong)long.MaxValue);
        Should.Throw<ImapSyntaxException>(() => Of("9223372036854775808").Number64());
    }

    [Fact]
    public void Nesting_has_a_bound()
    {
        static int Depth(ImapArguments a) => a.Peek == '(' ? a.List(Depth).Append(0).Max() + 1 : a.Atom().Length;
        Depth(Of(new string('(', 50) + "x" + new string(')', 50))).ShouldBe(51);
        Should.Throw<ImapSyntaxException>(() => Depth(Of(new string('(', 100_000))));
    }

    [Fact]
    public void Any_octets_are_read_or_refused() =>
        Gen.Byte.Array[0, 30].Sample(octets =>
        {
            var arguments = new ImapArguments(octets);
            try
            {
                while (!arguments.AtEnd) Read(arguments);
            }
            catch (ImapSyntaxException e)
            {
                e.Message.ShouldNotBeEmpty();
            }
        });

    static void Read(ImapArguments arguments)
    {
        if (arguments.Peek == '(') arguments.List(a => a.AString());
        else if (arguments.Peek is >= '0' and <= '9') arguments.SequenceSet();
        else if (!arguments.TrySkip(' ')) arguments.AString();
    }

    static ImapArguments Of(string text, bool utf8 = false) => new(Encoding.UTF8.GetBytes(text), utf8);
}
