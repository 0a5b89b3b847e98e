using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.Tests.Abstractions;

public sealed class TextLengthTests
{
    [TestCase("", 0)]
    [TestCase("abc", 3)]
    [TestCase("é", 1)]
    [TestCase("e\u0301", 2)]
    [TestCase("\U0001F600\U0001F600", 2)]
    public void A_character_is_a_code_point(string text, int length)
    {
        Assert.That(TextLength.Of(text), Is.EqualTo(length));
        Assert.That(FreeText.Raw(text).Length, Is.EqualTo(length));
    }

    [TestCase(96, true)]
    [TestCase(97, false)]
    public void A_reference_to_a_heartbeat_is_as_long_as_its_characters(int emoji, bool isTaken)
    {
        var longest = "env:" + string.Concat(Enumerable.Repeat("\U0001F600", emoji)) + new string('x', 100);

        Assert.That(new WorkerTerms { HeartbeatUrlRef = longest }.Check().Refusal is null, Is.EqualTo(isTaken));
    }
}
