using System.Text.RegularExpressions;
using Cavra.Processes.Tests.RealPrograms;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>The alert rules as Prometheus itself reads them.</summary>
[TestFixtureSource(typeof(Installed), nameof(Installed.Promtool))]
internal sealed partial class AlertRuleTests(string promtool)
{
    private static readonly string Folder = Snapshot.PathOf("deploy/observability");

    private static readonly string Rules = Snapshot.Read("deploy/observability/alerts.yaml");

    private static IEnumerable<string> Names => Alert().Matches(Rules).Select(alert => alert.Groups["name"].Value);

    [Test]
    public async Task Prometheus_takes_the_rules_and_the_configuration_that_loads_them()
    {
        var (rules, configuration) = (await RunAsync(Folder, "check", "rules", "alerts.yaml"), await RunAsync(Folder, "check", "config", "prometheus.yaml"));

        Assert.That(rules.ExitCode, Is.Zero, rules.Printed);
        Assert.That(configuration.ExitCode, Is.Zero, configuration.Printed);
        Assert.That(Names, Is.Not.Empty);
    }

    [Test]
    public async Task Each_alert_fires_when_it_should_and_is_silent_beside_what_looks_like_it()
    {
        var tests = await RunAsync(Folder, "test", "rules", "alerts_test.yaml");

        Assert.That(tests.ExitCode, Is.Zero, tests.Printed);
    }

    [TestCaseSource(nameof(Names))]
    public async Task A_rule_that_never_fires_is_noticed_by_its_test(string name) =>
        Assert.That(await TestsWithAsync(name, "vector(0) > 1"), Does.Contain(name));

    [TestCaseSource(nameof(Names))]
    public async Task A_rule_that_always_fires_is_noticed_by_its_test(string name) =>
        Assert.That(await TestsWithAsync(name, "vector(1)"), Does.Contain(name));

    /// <summary>What the tests say against rules of which one asks something else.</summary>
    private async Task<string> TestsWithAsync(string name, string question)
    {
        using var directory = new ProgramDirectory();
        directory.Write("alerts.yaml", Alert().Replace(
            Rules, alert => alert.Groups["name"].Value == name ? $"- alert: {name}\n        expr: {question}\n" : alert.Value));
        var tests = directory.Write("alerts_test.yaml", Snapshot.Read("deploy/observability/alerts_test.yaml"));

        var run = await RunAsync(Path.GetDirectoryName(tests)!, "test", "rules", "alerts_test.yaml");

        Assert.That(run.ExitCode, Is.Not.Zero, run.Printed);
        return run.Printed;
    }

    private Task<Tool> RunAsync(string directory, params string[] arguments) => Tool.RunAsync(promtool, directory, arguments);

    [GeneratedRegex(@"- alert: (?<name>\w+)\n        expr: (?:\|\n(?: {10}.*\n)+|.*\n)")]
    private static partial Regex Alert();
}
