using System.Text.Json.Nodes;
using Cavra.Api.Tests.Delivery.Vendors;
using Cavra.Application.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.AuditDeliveries;

/// <summary>What a vendor took and did not confirm in time is asked for again, by the worker.</summary>
public sealed class ConfirmationTests
{
    private static readonly TimeSpan ConfirmTime = TimeSpan.FromSeconds(1);

    private FailingReceiver _receiver = null!;
    private SplunkVendor _splunk = null!;
    private string _secrets = null!;
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _receiver = await FailingReceiver.StartAsync();
        _secrets = Directory.CreateTempSubdirectory("cavra-secrets-").FullName;
        await File.WriteAllTextAsync(Path.Combine(_secrets, "token"), "canary-token-1");
        _cavra = await CavraApp.StartAsync(
            $$"""
            connectors:
              siem:
                provider: splunk
                url: http://127.0.0.1:{{_receiver.Port}}
                token_file: {{_secrets}}/token
                confirm_timeout_seconds: 1
                allow_networks: ["127.0.0.0/8"]
            """);
    }

    [SetUp]
    public async Task NewWorkspace()
    {
        _app = await _cavra.NewWorkspaceAsync();
        _splunk = new SplunkVendor();
        _receiver.Reset();
        _receiver.AnswersBy(_splunk.AnswerAsync);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _cavra.DisposeAsync();
        await _receiver.DisposeAsync();
        Directory.Delete(_secrets, recursive: true);
    }

    [Test]
    public async Task An_unconfirmed_delivery_is_asked_for_again_and_becomes_confirmed_with_evidence()
    {
        var destination = await DeliverUnconfirmedAsync();
        Assert.That(destination.Text("outcome"), Is.EqualTo("unconfirmed"));
        _splunk.NeverConfirms = false;

        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await TakeTurnAsync();

        Assert.That((await DestinationAsync()).Text("outcome"), Is.EqualTo("confirmed"));
        Assert.That(await EvidenceAsync(), Is.EquivalentTo(new[] { "unconfirmed", "confirmed" }));
        Assert.That(_splunk.Taken, Has.Count.EqualTo(1));
        Assert.That(_splunk.Complaints, Is.Empty);

        await AskedLaterAsync(expected: 0);
    }

    [Test]
    public async Task It_is_asked_for_after_1_5_15_and_60_minutes_and_never_again()
    {
        await DeliverUnconfirmedAsync();
        foreach (var minutes in new[] { 1, 4, 10, 45 })
        {
            var before = Askings();
            _app.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(10));
            await TakeTurnAsync();
            Assert.That(Askings() - before, Is.Zero);
            _app.Clock.Advance(TimeSpan.FromSeconds(10));
            await TakeTurnAsync();
            Assert.That(Askings() - before, Is.EqualTo(1));
        }

        await AskedLaterAsync(expected: 0);
        Assert.That((await DestinationAsync()).Text("outcome"), Is.EqualTo("unconfirmed"));
        Assert.That(await EvidenceAsync(), Is.EqualTo(new[] { "unconfirmed", "unconfirmed", "unconfirmed", "unconfirmed" }));
    }

    [Test]
    public async Task Two_workers_ask_once()
    {
        await DeliverUnconfirmedAsync();
        var before = Askings();
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        await Task.WhenAll(Enumerable.Range(1, 4).Select(worker => TakeTurnAsync($"worker-{worker}")));

        Assert.That(Askings() - before, Is.EqualTo(1));
    }

    [Test]
    public async Task A_vendor_that_is_away_when_it_is_asked_is_asked_at_the_next_time()
    {
        await DeliverUnconfirmedAsync();
        _receiver.Answers(503);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await TakeTurnAsync();
        Assert.That((await DestinationAsync()).Text("outcome"), Is.EqualTo("unconfirmed"));

        _splunk.NeverConfirms = false;
        _receiver.AnswersBy(_splunk.AnswerAsync);
        _app.Clock.Advance(TimeSpan.FromMinutes(4));
        await TakeTurnAsync();

        Assert.That((await DestinationAsync()).Text("outcome"), Is.EqualTo("confirmed"));
    }

    private async Task<JsonNode> DeliverUnconfirmedAsync()
    {
        _splunk.NeverConfirms = true;
        var delivering = _app.Admin.PostJsonAsync(GivenFailures.Deliveries, new { delivery_provider = "siem", retries = 0 });
        await _app.Clock.WaitBegunAsync(wait => wait == ConfirmTime);
        _app.Clock.Advance(ConfirmTime);
        (await delivering).Ok();
        return await DestinationAsync();
    }

    private async Task AskedLaterAsync(int expected)
    {
        var before = Askings();
        _app.Clock.Advance(TimeSpan.FromDays(1));
        await TakeTurnAsync();
        Assert.That(Askings() - before, Is.EqualTo(expected));
    }

    private int Askings() => _receiver.Requests.Count(request => request.Path.EndsWith("/ack", StringComparison.Ordinal));

    private Task TakeTurnAsync(string worker = "worker-test") => _app.Services.TakeTurnAsync<ConfirmationTurn>(_app.Database, worker);

    private async Task<JsonNode> DestinationAsync() =>
        (await _app.Admin.GetJsonAsync($"{GivenFailures.Deliveries}/destinations")).Ok().At("items").AsArray().Single()!;

    private Task<IReadOnlyList<string>> EvidenceAsync() => _app.Database.ColumnAsync(
        "select document::jsonb->'what'->'summary'->>'outcome' from evidence_entries join evidence_documents on entry_id = id where kind = 'release-connector-confirmation' order by id");
}
