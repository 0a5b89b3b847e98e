using System.Text.RegularExpressions;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.Operations.Watching;

/// <summary>The alert rules and the dashboard ask for figures that a running Cavra has.</summary>
public sealed partial class FigureTests
{
    // What Prometheus adds to every series of a process.
    private static readonly string[] OfPrometheus = ["up", "job", "instance"];

    // Words of labels that are said only once something has happened.
    private static readonly IEnumerable<string> MaySay =
        [.. Enum.GetValues<DeliveryOutcome>().Cast<Enum>().Concat(Enum.GetValues<FailureClass>().Cast<Enum>()).Select(WireName.Of)];

    private CavraApp _cavra = null!;
    private string _figures = "";

    private static IReadOnlyList<string> Questions => WatchingFiles.Questions;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        _cavra = await CavraApp.StartAsync(worker: true);
        (await _cavra.Admin.GetJsonAsync("/connectors")).Ok();
        await Eventually.HoldsAsync("the watch has counted", async () =>
        {
            _figures = await _cavra.Admin.GetStringAsync("/metrics");
            return _figures.Contains("\ncavra_destinations_open{", StringComparison.Ordinal)
                && _figures.Contains("\ncavra_evidence_unsigned_age_seconds{", StringComparison.Ordinal);
        });
    }

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [TestCaseSource(nameof(Questions))]
    public void Every_metric_that_is_asked_for_is_there_with_the_labels_it_is_narrowed_by(string question)
    {
        var selectors = WatchingFiles.Selectors(question).ToList();

        Assert.That(selectors, Is.Not.Empty);
        foreach (var (metric, matchers) in selectors.Where(selector => selector.Metric is not "up"))
        {
            var labels = Labels(metric);
            Assert.That(labels, Is.Not.Null, $"{metric} is not there.");
            Assert.That(matchers.Select(matcher => matcher.Label).Except(OfPrometheus), Is.SubsetOf(labels!.Select(label => label.Name)), metric);
        }
    }

    [TestCaseSource(nameof(Questions))]
    public void Every_label_that_is_grouped_by_is_there(string question) => Assert.That(
        WatchingFiles.GroupedBy(question).Except(OfPrometheus),
        Is.SubsetOf(WatchingFiles.Selectors(question).SelectMany(selector => Labels(selector.Metric) ?? []).Select(label => label.Name)));

    [TestCaseSource(nameof(Questions))]
    public void Every_word_that_is_looked_for_in_a_loop_a_state_or_an_outcome_is_one_of_Cavras(string question)
    {
        foreach (var (metric, matchers) in WatchingFiles.Selectors(question))
        {
            var words = matchers
                .Where(matcher => matcher.Label is "loop" or "state" or "outcome" or "failure_class" or "db_client_connection_state")
                .SelectMany(matcher => matcher.Value.Split('|'));
            Assert.That(words, Is.SubsetOf((Labels(metric) ?? []).Select(label => label.Value).Concat(MaySay)), question);
        }
    }

    [TestCase("""sum by (job) (rate(no_such_total{loop="x"}[5m])) > 1""", "no_such_total", "loop")]
    [TestCase("""absent(up{job="cavra"})""", "up", "job")]
    [TestCase("""a_b{loop!~"x|y"} unless on (job) c_d offset 15m""", "a_b c_d", "loop")]
    public void What_a_question_names_is_found_in_it(string question, string metrics, string labels)
    {
        var found = WatchingFiles.Selectors(question).ToList();

        Assert.That(string.Join(' ', found.Select(selector => selector.Metric)), Is.EqualTo(metrics));
        Assert.That(string.Join(' ', found.SelectMany(selector => selector.Matchers).Select(matcher => matcher.Label)), Is.EqualTo(labels));
    }

    /// <summary>Every label of a metric's series; null where there is no such metric.</summary>
    private List<(string Name, string Value)>? Labels(string metric)
    {
        var series = _figures.Split('\n').Where(line => line.StartsWith(metric + "{", StringComparison.Ordinal)).ToList();
        return series.Count == 0
            ? null
            : [.. series.SelectMany(line => Label().Matches(line)).Select(label => (label.Groups[1].Value, label.Groups[2].Value))];
    }

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Label();
}
