using Cavra.Infrastructure.Redaction;

namespace Cavra.Api.Tests.Redaction;

public sealed class OverRedactionTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Test]
    public void Of_two_hundred_clean_sentences_at_most_one_is_touched()
    {
        var touched = CleanSentences.All.Where(sentence => Redactor.Redact(sentence).Text != sentence);

        Assert.That(CleanSentences.All, Has.Length.GreaterThanOrEqualTo(200));
        Assert.That(touched, Has.Exactly(0).Items.Or.Exactly(1).Items);
    }
}
