using Cavra.Cli.Serving;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>What the Containerfile keeps to, as far as it can be read from it.</summary>
internal sealed class ContainerfileTests
{
    private readonly IReadOnlyList<(string Name, string Text)> _instructions =
    [
        .. Snapshot.Read("deploy/Containerfile").Replace("\\\n", "", StringComparison.Ordinal).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', 2)).Select(words => (words[0], words[1])),
    ];

    [Test]
    public void The_base_is_given_by_whoever_builds_and_has_time_zones_by_default()
    {
        Assert.That(Of("FROM"), Is.EqualTo(new[] { "scratch AS archive", "${BASE}" }));
        Assert.That(Of("ARG")[0], Does.Match("^BASE=mcr[.]microsoft[.]com/dotnet/runtime-deps:10[.]0-[a-z]+-chiseled-extra$"));
    }

    [Test]
    public void Nothing_runs_while_it_is_built_and_nothing_is_fetched()
    {
        Assert.That(Of("RUN").Concat(Of("SHELL")), Is.Empty);
        Assert.That(Of("ADD"), Is.EqualTo(new[] { "cavra-${VERSION}-linux-x64.tar.gz /" }));
        Assert.That(Of("COPY"), Is.Not.Empty.And.All.StartsWith("--from=archive "));
    }

    [Test]
    public void It_runs_as_a_number_that_is_not_root() => Assert.That(Of("USER"), Is.EqualTo(new[] { "10001:10001" }));

    [TestCase("ENTRYPOINT")]
    [TestCase("CMD")]
    public void What_it_runs_is_run_without_a_shell(string instruction) => Assert.That(Of(instruction).Single(), Does.StartWith("["));

    [Test]
    public void Its_health_check_needs_no_shell_and_asks_where_it_serves_by_default()
    {
        Assert.That(Of("HEALTHCHECK").Single(), Does.EndWith("""CMD ["/opt/cavra/cavra", "health", "--live"]"""));
        Assert.That(Of("CMD").Single(), Does.Contain($"http://*:{new Uri(ServerVerb.DefaultServer).Port}\""));
    }

    [Test]
    public void It_holds_no_setting_of_Cavra() => Assert.That(Of("ENV"), Has.None.Contain("CAVRA_"));

    [Test]
    public void It_is_labelled()
    {
        foreach (var label in new[] { "version", "source", "licenses", "title" })
        {
            Assert.That(Of("LABEL").Single(), Does.Contain($"org.opencontainers.image.{label}=\""));
        }
    }

    private string[] Of(string name) => [.. _instructions.Where(one => one.Name == name).Select(one => one.Text)];
}
