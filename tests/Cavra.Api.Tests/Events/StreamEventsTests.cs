using Cavra.Api.Tests.Evidence;
using Cavra.Testing;

namespace Cavra.Api.Tests.Events;

public sealed class StreamEventsTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task NewWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    private async Task<OpenStream> OpenAsync(string? after = null) => await (await OpenStream.OpenAsync(_app.Admin, after)).BegunAsync();

    [Test]
    public async Task What_is_done_and_what_is_refused_is_told_as_it_is_committed()
    {
        using var stream = await OpenAsync();
        var done = await _app.ActAsync();
        var first = await stream.EventAsync();
        await _app.Admin.PostJsonAsync("/access/keys/key-00000000000000000000000000000000/revoke");
        var second = await stream.EventAsync();

        var stored = (await _app.Database.EvidenceAsync()).Single(entry => entry.Text("evidence_id") == done);
        Assert.Multiple(() =>
        {
            Assert.That(first.Name, Is.EqualTo("entry"));
            Assert.That(first.Id, Is.EqualTo(done));
            foreach (var member in new[] { "action", "outcome", "metadata_kind", "resource_id", "resource_type" })
            {
                Assert.That(first.Data[member]?.ToJsonString(), Is.EqualTo(stored["what"]![member]?.ToJsonString()), member);
            }

            Assert.That(first.Data.Text("actor"), Is.EqualTo(stored.Text("who.actor")));
            Assert.That(first.Data.Text("created_at"), Is.EqualTo(stored.Text("created_at")));
            Assert.That(first.Data.ContainsKey("sequence") && first.Data["sequence"] is null);
            Assert.That(second.Data.Text("outcome"), Does.StartWith("refused:"));
        });
    }

    [Test]
    public async Task A_stream_says_at_once_what_it_is_and_where_it_begins()
    {
        using var stream = await OpenStream.OpenAsync(_app.Admin);

        Assert.That(await stream.LineAsync(), Is.EqualTo("retry: 2000"));
        Assert.Multiple(() =>
        {
            Assert.That(stream.Response.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/event-stream"));
            Assert.That(stream.Response.Headers.CacheControl?.NoStore, Is.True);
            Assert.That(stream.Response.Headers.GetValues("X-Accel-Buffering"), Is.EqualTo(new[] { "no" }));
        });
        await stream.BegunAsync();
    }

    [Test]
    public async Task Another_workspace_is_told_of_nothing()
    {
        using var mine = await OpenAsync();
        using var other = await _app.OpenWorkspaceAsync("somebody-else", "admin", "auditor");
        await mine.EventAsync();
        using var theirs = await (await OpenStream.OpenAsync(other)).BegunAsync();

        var mineFirst = await _app.ActAsync();
        var theirAct = (await other.PostJsonAsync("/access/keys", new { name = "theirs", roles = new[] { "ci" } })).Created();
        var mineSecond = await _app.ActAsync("mine");

        Assert.That(new[] { (await mine.EventAsync()).Id, (await mine.EventAsync()).Id }, Is.EquivalentTo(new[] { mineFirst, mineSecond }));
        Assert.That((await theirs.EventAsync()).Id, Is.EqualTo(theirAct.Text("metadata.evidence_id")));
    }

    [Test]
    public async Task A_stream_goes_on_after_the_last_event_without_a_gap_or_a_repeat()
    {
        using var first = await OpenAsync();
        var ids = new List<string> { await _app.ActAsync("1"), await _app.ActAsync("2") };
        var told = new List<string> { (await first.EventAsync()).Id };
        var after = first.LastId!;
        ids.Add(await _app.ActAsync("3"));
        await _app.SequenceAsync();
        ids.Add(await _app.ActAsync("4"));

        using var second = await OpenAsync(after);
        told.AddRange([(await second.EventAsync()).Id, (await second.EventAsync()).Id, (await second.EventAsync()).Id]);
        ids.Add(await _app.ActAsync("5"));
        told.Add((await second.EventAsync()).Id);

        Assert.That(told, Is.EquivalentTo(ids).And.Unique);
    }

    [Test]
    public async Task Nothing_is_told_twice_when_the_log_takes_it_in()
    {
        using var stream = await OpenAsync();
        var before = await _app.ActAsync("1");
        var first = await stream.EventAsync();
        await _app.SequenceAsync();
        _app.Services.Look();
        var after = await _app.ActAsync("2");

        Assert.That((first.Id, (await stream.EventAsync()).Id), Is.EqualTo((before, after)));
    }

    [Test]
    public async Task What_was_begun_earlier_and_committed_later_is_told_too()
    {
        using var stream = await OpenAsync();
        await using var connection = await _app.Database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var late = await connection.WriteAnEntryAsync(_app.Database, Guid.Parse("00000000-0000-7000-8000-000000000001"));
        var early = await _app.ActAsync();
        var told = new List<string> { (await stream.EventAsync()).Id };
        await _app.SequenceAsync();
        var later = await _app.ActAsync("later");
        told.Add((await stream.EventAsync()).Id);
        var left = stream.LastId!;
        await transaction.CommitAsync();
        _app.Services.Look();
        told.Add((await stream.EventAsync()).Id);

        using var resumed = await OpenAsync(left);
        var again = (await resumed.EventAsync()).Id;
        var last = await _app.ActAsync("last");

        Assert.That(told, Is.EqualTo(new[] { early, later, late }));
        Assert.That(again, Is.EqualTo(late));
        Assert.That((await resumed.EventAsync()).Id, Is.EqualTo(last));
        Assert.That((await stream.EventAsync()).Id, Is.EqualTo(last));
    }

    [Test]
    public async Task What_another_process_commits_is_told_within_a_second()
    {
        using var stream = await OpenAsync();
        await _app.Database.WriteEntriesAsync(1);

        Assert.That((await stream.EventInTimeAsync(_app.Clock)).Action, Is.EqualTo("fill"));
    }

    [Test]
    public async Task With_nothing_to_tell_a_stream_shows_that_it_lives_every_fifteen_seconds()
    {
        using var stream = await OpenAsync();
        for (var beat = 0; beat < 3; beat++)
        {
            await _app.Clock.WaitBegunAsync(wait => wait == TimeSpan.FromSeconds(15));
            var next = stream.BlockAsync();
            _app.Clock.Advance(TimeSpan.FromSeconds(15) - TimeSpan.FromTicks(10));
            Assert.That(next.IsCompleted, Is.False);
            _app.Clock.Advance(TimeSpan.FromTicks(10));
            Assert.That(await next, Is.EqualTo(new[] { ": still here" }));
        }
    }

    [Test]
    public async Task Who_missed_more_than_a_thousand_entries_is_told_to_read_anew()
    {
        using var first = await OpenAsync();
        await _app.Database.WriteEntriesAsync(998);
        await _app.SequenceAsync();
        await _app.ActAsync();
        await _app.SequenceAsync();
        using (var within = await OpenAsync("0"))
        {
            Assert.That((await within.EventAsync()).Name, Is.EqualTo("entry"));
        }

        await _app.Database.WriteEntriesAsync(1000);
        await _app.SequenceAsync();
        using var stream = await OpenAsync("0");
        var reset = await stream.EventAsync();
        var next = await _app.ActAsync("next");

        Assert.That((reset.Name, reset.Data.ToJsonString()), Is.EqualTo(("reset", "{}")));
        Assert.That((await stream.EventAsync()).Id, Is.EqualTo(next));
    }

    [Test]
    public async Task All_of_a_thousand_missed_entries_are_told_in_order()
    {
        var before = await _app.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_entries");
        await _app.Database.WriteEntriesAsync((int)(1000 - before));
        await _app.SequenceAsync();
        using var stream = await OpenAsync("0");
        var told = new List<long>();
        while (told.Count < 1000)
        {
            told.Add((await stream.EventAsync()).Data["sequence"]!.GetValue<long>());
        }

        Assert.That(told, Is.EqualTo(Enumerable.Range(0, 1000)));
    }

    [Test]
    public async Task A_position_that_the_log_has_not_reached_is_told_to_read_anew()
    {
        using var stream = await OpenAsync("4711");

        Assert.That((await stream.EventAsync()).Name, Is.EqualTo("reset"));
    }

    [TestCase("garbage")]
    [TestCase("-1")]
    [TestCase("1.")]
    [TestCase("1.short")]
    [TestCase("1.ABCDEFGHIJK=")]
    [TestCase("99999999999999999")]
    public async Task A_position_that_is_none_is_refused(string after)
    {
        var response = await OpenStream.AskAsync(_app.Admin, after);

        Assert.That((int)response.StatusCode, Is.EqualTo(400));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("events.position_unreadable"));
    }

    [Test]
    public async Task While_the_log_lags_far_behind_everybody_is_told_to_read_anew()
    {
        using var stream = await OpenAsync();
        await _app.Database.WriteEntriesAsync(201);
        _app.Services.Look();
        var lagging = await stream.EventAsync();
        await _app.SequenceAsync();
        _app.Services.Look();
        var caughtUp = await stream.EventAsync();
        var next = await _app.ActAsync();

        Assert.That((lagging.Name, caughtUp.Name), Is.EqualTo(("reset", "reset")));
        Assert.That((await stream.EventAsync()).Id, Is.EqualTo(next));
    }
}
