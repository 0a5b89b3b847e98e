using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cavra.Infrastructure.EmbeddedPostgres;
using Cavra.Testing;
using DemoServer = Cavra.Cli.Demo.DemoServer;

namespace Cavra.Processes.Tests.Starts;

/// <summary><c>cavra demo --stay</c>: its link is followed, it is looked around in, and it is interrupted.</summary>
[Platform(Exclude = "Win")]
internal sealed partial class DemoStayTests
{
    private const string Deliveries = "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery";

    private readonly DataDirectory _place = new();
    private string _printed = "";
    private JsonObject _session = null!;
    private JsonObject _obligations = null!;
    private JsonObject _entry = null!;
    private string _receipt = "";
    private JsonObject _drills = null!;
    private JsonObject _archive = null!;
    private JsonObject _open = null!;
    private JsonObject _alerts = null!;
    private DateTimeOffset[] _played = [];
    private (DateTimeOffset Before, DateTimeOffset Told, DateTimeOffset After) _clocks;
    private int _ended;
    private bool _databaseRan;
    private bool _databaseRuns;
    private string[] _left = [];

    [OneTimeSetUp]
    public async Task StayLookAroundAndInterrupt()
    {
        await using var demo = await CavraProcess.StayInDemoAsync(_place.Root);
        _printed = demo.Printed;
        using var browser = demo.Client(key: null);
        _session = await SignInAsync(browser, Said(LinkPrinted()));
        _obligations = (await browser.GetJsonAsync("/obligations")).Ok();
        await Eventually.HoldsAsync("the newest evidence is in the log", async () =>
        {
            _entry = (JsonObject)(await browser.GetJsonAsync("/evidence/entries?limit=1")).Ok().At("items.0");
            return _entry["sequence"] is not null;
        });
        _receipt = await browser.GetStringAsync($"/evidence/entries/{_entry.Text("evidence_id")}/receipt");
        _drills = (await browser.GetJsonAsync("/runtime/go-pilot/rollback-drills")).Ok();
        _archive = (await browser.GetJsonAsync("/connectors/archive")).Ok();
        _open = (await browser.GetJsonAsync($"{Deliveries}/loops?gate=reviewed&open=true")).Ok();
        _alerts = (await browser.GetJsonAsync($"{Deliveries}/worker-health-alerts/outstanding")).Ok();
        _played = [.. (await browser.GetJsonAsync($"{Deliveries}/loops")).Ok()
            .At("items").AsArray().Select(loop => Instant(loop!, "opened_at"))];
        await CompareClocksAsync(browser);

        var database = Postmaster.Recorded(Path.Combine(Said(DirectoryGiven()), "postgres"))!;
        _databaseRan = await DataDirectory.RunsAsync(database);
        _ended = await demo.InterruptAsync();
        _databaseRuns = await DataDirectory.RunsAsync(database);
        _left = Directory.GetFileSystemEntries(_place.Root);
    }

    [OneTimeTearDown]
    public async Task RemovePlace() => await _place.DisposeAsync();

    [Test]
    public void The_play_does_what_it_says_and_says_what_is_left_open() => Assert.Multiple(() =>
    {
        Assert.That(_printed, Does.Match(@"Every step did what it said: (\d+) of \1 checks\."));
        Assert.That(_printed, Does.Not.Contain("NOT SO"));
        Assert.That(_printed, Does.Match("(?m)^ *Left for you: "));
        Assert.That(_printed, Does.Not.Match("cavra_key-[0-9a-f]{32}_"), "a key was printed");
    });

    [Test]
    public void The_link_it_prints_signs_the_administrator_in_to_the_workspace_demo() => Assert.Multiple(() =>
    {
        Assert.That(_session.Text("actor"), Is.EqualTo("administrator"));
        Assert.That(_session.Text("workspace"), Is.EqualTo("demo"));
        Assert.That(_printed, Does.Contain("administrator of the workspace demo: admin, operator, executor."));
    });

    [Test]
    public void A_review_an_alert_and_a_route_await_somebody() => Assert.Multiple(() =>
    {
        Assert.That(
            _obligations.At("obligations").AsArray().Select(owed => owed!.Text("kind")),
            Is.SupersetOf(new[] { "review", "acknowledge_alert", "acknowledge_route" }));
        Assert.That(_open.At("total").GetValue<int>(), Is.EqualTo(1));
        Assert.That(_alerts.At("items").AsArray(), Is.Not.Empty);
    });

    [Test]
    public void Evidence_gets_its_place_in_the_log_and_has_a_receipt() => Assert.That(_receipt, Does.StartWith("c2sp.org/tlog-proof@v1"));

    [Test]
    public void There_is_a_drill_that_passed_and_one_that_failed() => Assert.That(
        _drills.At("items").AsArray().Select(drill => drill!.At("passed").GetValue<bool>()), Is.EquivalentTo(new[] { true, false }));

    [Test]
    public void A_connector_is_paused_with_a_reason() => Assert.That(_archive.ToJsonString(), Does.Contain("Its certificate is being renewed."));

    [Test]
    public void What_it_tells_as_now_is_now() => Assert.That(
        _clocks.Told, Is.InRange(_clocks.Before, _clocks.After + TimeSpan.FromMinutes(1)));

    [Test]
    public void What_was_played_lies_in_the_past() =>
        Assert.That(_played, Is.Not.Empty.And.All.LessThan(_clocks.Before - TimeSpan.FromMinutes(15)));

    [Test]
    public void Interrupted_it_ends_well_and_leaves_nothing_behind() => Assert.Multiple(() =>
    {
        Assert.That(_ended, Is.Zero);
        Assert.That((_databaseRan, _databaseRuns), Is.EqualTo((true, false)));
        Assert.That(_left, Is.Empty);
    });

    [Test]
    public void A_port_that_is_taken_is_left_to_whoever_has_it()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var taken = DemoServer.AddressAt(((IPEndPoint)other.LocalEndpoint).Port);

        Assert.That(taken, Is.EqualTo("http://127.0.0.1:0"));
    }

    private static async Task<JsonObject> SignInAsync(HttpClient browser, string oneTime)
    {
        using var body = JsonContent.Create(new { one_time = oneTime });
        using var answer = await browser.PostAsync("/console/session", body);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        browser.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    // What serves stamps its answers with the machine's time, whatever the clock of the demo says.
    private async Task CompareClocksAsync(HttpClient browser)
    {
        using var before = await browser.GetAsync("/console/session");
        var health = (await browser.GetJsonAsync($"{Deliveries}/worker-health")).Ok();
        using var after = await browser.GetAsync("/console/session");
        _clocks = (before.Headers.Date!.Value, Instant(health, "generated_at"), after.Headers.Date!.Value);
    }

    private static DateTimeOffset Instant(JsonNode document, string path) => DateTimeOffset.Parse(document.Text(path), CultureInfo.InvariantCulture);

    private string Said(Regex pattern) => pattern.Match(_printed) is { Success: true } found ? found.Groups[1].Value : throw new AssertionException(_printed);

    [GeneratedRegex("(?m)^Console: http://127\\.0\\.0\\.1:\\d+/signin#([A-Za-z0-9_-]{43})  ")]
    private static partial Regex LinkPrinted();

    [GeneratedRegex(" signin --workspace demo --data-dir (\\S+) ")]
    private static partial Regex DirectoryGiven();
}
