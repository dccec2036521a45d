using System.Text;
using AcMail.Tests;

namespace AcMail.Core.Tests.Messages.Text;

[Collection(nameof(Memory))]
public sealed class MessageTextMemoryTests
{
    [Theory]
    [InlineData("--b\n\n\n", 1_000_000)]
    [InlineData("--b\nContent-Type: text/html\n\n<p><p>\n", 200_000)]
    [InlineData("X: y\n", 200_000)]
    [InlineData("--b\nContent-Type: multipart/mixed; boundary=b\n\n", 100_000)]
    public void However_many_parts_a_message_has_little_of_it_is_in_memory(string part, int times)
    {
        var bytes = Encoding.ASCII.GetBytes("Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat(part, times)));
        Memory.ShouldStayBelow(4_000_000, measure =>
        {
            using var stream = new Watched(bytes, measure);
            MessageText.Read(stream, TestContext.Current.CancellationToken);
        });
    }

    /// <summary>Measures a few times while it is read.</summary>
    sealed class Watched(byte[] bytes, Action measure) : MemoryStream(bytes)
    {
        long _next;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Position >= _next)
            {
                _next = Position + (Length / 4);
                measure();
            }

            return base.Read(buffer, offset, count);
        }
    }
}
