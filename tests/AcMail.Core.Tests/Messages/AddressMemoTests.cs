using System.Text;
using CsCheck;

namespace AcMail.Core.Tests.Messages;

public sealed class AddressMemoTests
{
    [Fact]
    public void It_says_what_decoding_says() => Gen.Byte[0, 2].Array[0, 5].Array[1, 500].Sample(fields =>
    {
        var memo = new AddressMemo();
        foreach (var field in fields) memo.Get(field, f => Convert.ToHexString(f)).ShouldBe(Convert.ToHexString(field));
    });

    [Fact]
    public void A_field_that_comes_again_is_not_decoded_again()
    {
        var (memo, decoded) = (new AddressMemo(), 0);
        for (var i = 0; i < 3; i++) memo.Get(Encoding.ASCII.GetBytes(" david.martin@ac-lyon.fr\r\n"), _ => $"{++decoded}").ShouldBe("1");
    }

    [Fact]
    public void A_long_field_is_not_kept()
    {
        var (memo, decoded) = (new AddressMemo(), 0);
        for (var i = 1; i <= 2; i++) memo.Get(new byte[300], _ => $"{++decoded}").ShouldBe($"{i}");
    }

    [Fact]
    public void What_changes_in_the_buffer_afterwards_does_not_change_what_is_kept()
    {
        var (memo, buffer) = (new AddressMemo(), "a@x.fr"u8.ToArray());
        memo.Get(buffer, f => Encoding.ASCII.GetString(f)).ShouldBe("a@x.fr");
        buffer[0] = (byte)'b';
        memo.Get(buffer, f => Encoding.ASCII.GetString(f)).ShouldBe("b@x.fr");
        memo.Get("a@x.fr"u8.ToArray(), f => Encoding.ASCII.GetString(f)).ShouldBe("a@x.fr");
    }
}
