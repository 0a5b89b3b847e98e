using Cavra.Infrastructure.Redaction;

namespace Cavra.Api.Tests.Redaction;

public sealed class PublicReferencesTests
{
    private const string Hex40 = "01f561ac4ab15d6a23a57976bba4dbcc423b9cbb";
    private const string Hex64 = "6105d6cc76af400325e94d588ce511be5bfdbb73b437dc51eca43917d7a43e3d";
    private const string Uuid = "cce40503048a4ffc8ff857c37d1d031a";

    private static readonly Redactor Redactor = new(new RedactionOptions());

    [TestCase(Hex40)]
    [TestCase("drill-" + Hex40)]
    [TestCase(Uuid)]
    [TestCase("agent@sha256:" + Hex64)]
    [TestCase("refs/tags/v2.14.0-rc.1")]
    [TestCase("rolled back from " + Hex40 + " to " + Hex40 + " at 05:31")]
    [TestCase("before\n" + Hex64 + "  rollback.tar.gz\n" + Hex64 + " *agent\n")]
    [TestCase("gs://evidence/" + Hex64)]
    [TestCase("token rotated after commit " + Hex64)]
    public void Commits_digests_and_runs_stay(string text) => Assert.That(Redactor.Redact(text).Text, Is.EqualTo(text));

    [TestCase("the application key is " + Hex40)]
    [TestCase("used the deploy token " + Hex40)]
    [TestCase("api key of the run: " + Uuid)]
    [TestCase(Hex64)]
    [TestCase("used " + Hex64 + " for it")]
    [TestCase("gs://bucket/?x=" + Hex64)]
    public void Keys_of_the_same_look_go(string text) =>
        Assert.That(Redactor.Redact(text).Text, Does.Not.Contain(Hex40[^8..]).And.Not.Contain(Uuid[^8..]).And.Not.Contain(Hex64[^8..]));
}
