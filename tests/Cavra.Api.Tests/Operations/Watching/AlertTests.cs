using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cavra.Api.Tests.Operations.Watching;

/// <summary>What every alert brings along for whoever is woken by it.</summary>
public sealed partial class AlertTests
{
    private static readonly string[] Severities = ["critical", "warning"];

    private static IReadOnlyList<string> Names => WatchingFiles.AlertNames;

    [TestCaseSource(nameof(Names))]
    public void An_alert_says_how_urgent_it_is_and_in_one_sentence_what_is_wrong(string name) => Assert.Multiple(() =>
    {
        var alert = Of(name);
        Assert.That((string?)alert["labels"]?["severity"], Is.AnyOf(Severities));
        Assert.That((string?)alert["annotations"]?["summary"], Does.Match(@"^[A-Z].*[\w}]\.$").And.Not.Match(@"\. [A-Z]|metric|p99|scrape|HTTP"));
        Assert.That((string?)alert["annotations"]?["description"], Is.Not.Empty.And.EndsWith("."));
    });

    [TestCaseSource(nameof(Names))]
    public void An_alert_leads_to_a_section_that_says_what_it_means_where_to_look_and_what_to_do(string name)
    {
        var link = (string?)Of(name)["annotations"]?["runbook_url"];
        var sections = Section().Split(WatchingFiles.Runbooks);
        var section = sections.SingleOrDefault(section => section.StartsWith(name + "\n", StringComparison.Ordinal));

        Assert.That(link, Is.EqualTo($$$"""{{ or $externalLabels.cavra_docs "docs" }}/runbooks.md#{{{name.ToLowerInvariant()}}}"""));
        Assert.That(section, Does.Contain("**Means** ").And.Contain("**Look** ").And.Contain("**Do** "));
    }

    [Test]
    public void Every_section_of_the_runbooks_is_of_an_alert() =>
        Assert.That(Section().Split(WatchingFiles.Runbooks).Skip(1).Select(section => section.Split('\n')[0]), Is.EqualTo(Names));

    [TestCaseSource(nameof(Names))]
    public void An_alert_is_tested_firing_and_tested_silent(string name)
    {
        var expected = WatchingFiles.AlertTests.SelectMany(test => test["alert_rule_test"]!.AsArray())
            .Where(test => (string?)test!["alertname"] == name)
            .Select(test => test!["exp_alerts"]!.AsArray().Count > 0)
            .ToList();

        Assert.That(expected, Does.Contain(true).And.Contain(false));
    }

    [Test]
    public void What_the_route_names_are_alerts_that_there_are() =>
        Assert.That(AlertName().Matches(WatchingFiles.Alertmanager).Select(match => match.Value), Is.Not.Empty.And.SubsetOf(Names));

    private static JsonNode Of(string name) => WatchingFiles.Alerts.Single(alert => (string?)alert["alert"] == name);

    [GeneratedRegex("^## ", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"\bCavra[A-Z]\w+")]
    private static partial Regex AlertName();
}
