using System.Security.Cryptography;
using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Storage;

public sealed class ContentKeyTests
{
    [Fact]
    public void It_is_the_sha256_of_the_bytes() => Gen.Byte.Array[0, 300].Sample(bytes =>
    {
        var key = ContentKey.Of(bytes);
        key.ToByteArray().ShouldBe(SHA256.HashData(bytes));
        key.ShouldBe(new ContentKey(SHA256.HashData(bytes)));
        key.ToString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
    });
}
