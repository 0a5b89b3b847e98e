using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class CosignatureTests
{
    private const string Text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    // The example of C2SP's page.
    private const string Line = "— witness.example.com/w1 "
        + "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==";

    [Test]
    public void The_example_of_the_format_is_read_and_written()
    {
        Assert.That(NoteSignature.TryParse(Line, out var line), Is.True);
        Assert.That(Cosignature.TryRead(line!.Signature, out var cosignature), Is.True);

        Assert.That(cosignature!.Time, Is.EqualTo(1_679_315_147));
        Assert.That(cosignature.SignedText(Text), Is.EqualTo("cosignature/v1\ntime 1679315147\n" + Text));
        Assert.That(cosignature.ToArray(), Is.EqualTo(line.Signature));
        Assert.That(cosignature, Is.EqualTo(new Cosignature(1_679_315_147, cosignature.Signature[..])));
    }

    [TestCase(0)]
    [TestCase(64)]
    [TestCase(71)]
    [TestCase(73)]
    [TestCase(2_428)]
    public void Bytes_of_another_number_are_refused(int length)
    {
        Assert.That(Cosignature.TryRead(new byte[length], out var cosignature), Is.False);
        Assert.That(cosignature, Is.Null);
    }

    [Test]
    public void A_time_of_two_to_the_63_and_more_is_refused()
    {
        var bytes = new byte[72];
        Assert.That(Cosignature.TryRead(bytes, out _), Is.True);

        bytes[0] = 0x80;

        Assert.That(Cosignature.TryRead(bytes, out _), Is.False);
    }

    [TestCase(0, ExpectedResult = true)]
    [TestCase(1_790_000_000, ExpectedResult = true)]
    [TestCase(1_790_000_300, ExpectedResult = true)]
    [TestCase(1_790_000_301, ExpectedResult = false)]
    [TestCase(long.MaxValue, ExpectedResult = false)]
    public bool A_time_is_at_most_five_minutes_ahead(long time) =>
        new Cosignature(time, new byte[64]).IsTimelyAt(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
}
