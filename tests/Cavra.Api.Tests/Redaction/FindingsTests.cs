using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Redaction;

namespace Cavra.Api.Tests.Redaction;

public sealed class FindingsTests
{
    [Test]
    public void A_text_that_goes_whole_leaves_one_mask_under_the_rule_that_comes_first()
    {
        var findings = new SecretSpans { Precedence = 4 };
        findings.Add(0, 3, "private_host");
        findings.Precedence = 1;
        findings.Add(10, 13, "password");

        var (text, marks) = findings.RemoveAll();

        Assert.That(marks.Unfolded(text), Is.EqualTo("[redacted:password]"));
        Assert.That(marks.Hits(), Is.EqualTo(new[] { new RedactionHit("password", 1) }));
    }
}
