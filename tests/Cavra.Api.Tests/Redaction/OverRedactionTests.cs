using Cavra.Infrastructure.Redaction;

namespace Cavra.Api.Tests.Redaction;

public sealed class OverRedactionTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Test]
    public void Of_two_hundred_clean_sentences_at_most_one_is_touched()
    {
        var touched = CleanSentences.All.Where(sentence => Redactor.Redact(sentence).Text != sentence).ToList();

        Assert.That(CleanSentences.All, Has.Length.GreaterThanOrEqualTo(400).And.Unique);
        Assert.That(touched, Has.Count.LessThanOrEqualTo(CleanSentences.All.Length / 200), string.Join('\n', touched));
    }
}
