using System.Diagnostics;
using Cavra.Api.Events;
using Cavra.Api.Tests.Access;
using Cavra.Domain.Evidence.Feed;
using Cavra.Infrastructure.Evidence.Feed;
using Cavra.Infrastructure.Persistence;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cavra.Api.Tests.Events;

public sealed class StreamEndTests
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task NewWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task A_revoked_key_ends_its_stream_with_the_next_beat_and_no_other()
    {
        var created = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "leaver", roles = new[] { "auditor" } })).Created();
        using var leaver = _app.Client(created.Text("key"));
        using var stays = await (await OpenStream.OpenAsync(_app.Admin)).BegunAsync();
        using var ends = await (await OpenStream.OpenAsync(leaver)).BegunAsync();

        (await _app.Admin.PostJsonAsync($"/access/keys/{created.Text("key_id")}/revoke")).Ok();
        await stays.EventAsync();
        await EndsWithinABeatAsync(ends);

        var next = await _app.ActAsync();
        Assert.That((await stays.EventAsync()).Id, Is.EqualTo(next));
    }

    [Test]
    public async Task A_key_that_was_revoked_five_seconds_ago_is_told_of_no_entry()
    {
        var created = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "leaver", roles = new[] { "auditor" } })).Created();
        using var leaver = _app.Client(created.Text("key"));
        using var ends = await (await OpenStream.OpenAsync(leaver)).BegunAsync();
        await _app.Database.ExecuteAsync("UPDATE api_keys SET revoked_at = now() WHERE name = 'leaver'");
        _app.Clock.Advance(TimeSpan.FromSeconds(6));

        await _app.ActAsync();

        Assert.That(await ends.BlockAsync(), Is.Null);
    }

    [Test]
    public async Task A_stream_keeps_no_session_open_and_ends_with_it()
    {
        using var browser = await Browser.SignedInAsync(_app, new { api_key = _app.AdminKey });
        using var client = _app.Client(key: null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", $"cavra_session={browser.Token}");
        _app.Clock.Advance(TimeSpan.FromMinutes(59));
        using var stream = await (await OpenStream.OpenAsync(client)).BegunAsync();

        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        await EndsWithinABeatAsync(stream);
        Assert.That(
            await _app.Database.ScalarAsync<DateTime>("SELECT last_seen_at FROM console_sessions"), Is.EqualTo(CavraApp.Start.UtcDateTime));
    }

    [Test]
    public async Task A_server_that_stops_waits_for_no_stream()
    {
        await using var app = await CavraApp.StartAsync(configure: builder => builder.Services
            .PostConfigure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan));
        using var stream = await (await OpenStream.OpenAsync(app.Admin)).BegunAsync();

        // Nothing makes it stop but itself.
        await app.Services.GetRequiredService<IHost>().StopAsync().OrHangAsync();

        Assert.That(await stream.BlockAsync(), Is.Null);
    }

    [Test]
    public async Task A_stream_that_another_process_began_goes_on_without_a_gap_or_a_repeat()
    {
        await using var app = await CavraApp.StartAsync();
        await using var replica = app.Replica(roles: "api");
        await replica.StartAsync();
        using var there = TestClient.At(new Uri(replica.Urls.First()), app.AdminKey);
        using var first = await (await OpenStream.OpenAsync(app.Admin)).BegunAsync();
        var ids = new List<string> { await app.ActAsync("1"), await app.ActAsync("2") };
        var told = new List<string> { (await first.EventAsync()).Id };
        await app.SequenceAsync();

        using var second = await OpenStream.OpenAsync(there, first.LastId);
        told.Add((await second.EventAsync()).Id);
        ids.Add(await app.ActAsync("3"));
        told.Add((await second.EventInTimeAsync(app.Clock)).Id);

        Assert.That(told, Is.EqualTo(ids));
        await replica.StopAsync();
    }

    [Test]
    public async Task While_the_database_is_away_streams_stay_and_afterwards_nothing_is_missing()
    {
        await using var app = await CavraApp.StartAsync();
        using var stream = await (await OpenStream.OpenAsync(app.Admin)).BegunAsync();
        await app.Database.ExecuteAsync("ALTER TABLE log_awaiting RENAME TO log_awaiting_away");
        app.Services.Look();
        await Eventually.HoldsAsync(
            "a turn fails", () => app.Log.Text.Contains("Entries could not be read for the event streams", StringComparison.Ordinal));
        var beat = stream.BlockAsync();
        await Eventually.HoldsAsync("the stream lives", () =>
        {
            app.Clock.Advance(Beat);
            return beat.IsCompleted;
        });
        await app.Database.ExecuteAsync("ALTER TABLE log_awaiting_away RENAME TO log_awaiting");
        var next = await app.ActAsync();

        Assert.That(await beat, Is.EqualTo(new[] { ": still here" }));
        Assert.That((await stream.EventInTimeAsync(app.Clock)).Id, Is.EqualTo(next));
    }

    [Test]
    public async Task A_listener_that_does_not_take_what_it_is_told_holds_nobody_and_misses_nothing()
    {
        var feed = _app.Services.GetRequiredService<EvidenceFeed>();
        using var slow = feed.Listen(await _app.Database.WorkspaceAsync(), after: null);
        await slow.Begun.OrHangAsync();
        using var stream = await (await OpenStream.OpenAsync(_app.Admin)).BegunAsync();
        var ids = new List<string>();
        for (var act = 0; act < 5; act++)
        {
            ids.Add(await _app.ActAsync($"{act}"));
            Assert.That((await stream.EventAsync()).Id, Is.EqualTo(ids[act]));
        }

        var text = "";
        while (ids.Any(id => !text.Contains(id, StringComparison.Ordinal)))
        {
            await slow.WaitAsync(CancellationToken.None).OrHangAsync();
            while (slow.TryTake(out var piece))
            {
                text += System.Text.Encoding.UTF8.GetString(piece.Value.Span);
            }
        }

        Assert.That(ids.Select(id => text.Split($"\"{id}\"").Length), Is.All.EqualTo(2));
    }

    [Test]
    public async Task A_credential_has_twenty_streams_and_another_one_when_one_is_closed()
    {
        var streams = new List<OpenStream>();
        for (var i = 0; i < EventSlots.MostOfACredential; i++)
        {
            streams.Add(await OpenStream.OpenAsync(_app.Admin));
        }

        using var refused = await OpenStream.AskAsync(_app.Admin);
        using var somebody = await _app.ClientWithAsync("auditor");
        using (await OpenStream.OpenAsync(somebody))
        {
            streams[0].Dispose();
        }

        Assert.That((int)refused.StatusCode, Is.EqualTo(429));
        Assert.That(refused.Headers.RetryAfter?.ToString(), Is.EqualTo("5"));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("events.too_many_streams"));
        await Eventually.HoldsAsync("there is room for one", async () =>
        {
            using var again = await OpenStream.AskAsync(_app.Admin);
            return (int)again.StatusCode is 200;
        });
        streams.ForEach(stream => stream.Dispose());
    }

    [Test]
    public void A_process_has_a_thousand_streams()
    {
        var slots = new EventSlots();
        var taken = Enumerable.Range(0, EventSlots.Most).Select(i => slots.Enter($"{i / EventSlots.MostOfACredential}")).ToList();

        Assert.That(taken, Has.None.Null);
        Assert.That(slots.Enter("somebody"), Is.Null);
        taken[0]!.Dispose();
        Assert.That(slots.Enter("somebody"), Is.Not.Null);
    }

    [Test]
    public async Task However_many_listen_one_statement_is_read_a_turn()
    {
        await using var app = await CavraApp.StartAsync();
        var pool = app.Services.GetRequiredService<PoolName>().Text;
        var statements = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                var tags = string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Value}"));
                if (tags.Contains(pool, StringComparison.Ordinal) && tags.Contains("@place_workspaces", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref statements);
                }
            },
        };
        var feed = app.Services.GetRequiredService<EvidenceFeed>();
        var workspace = await app.Database.WorkspaceAsync();
        var listeners = Enumerable.Range(0, 50).Select(_ => feed.Listen(workspace, FeedPosition.At(0, []))).ToList();
        await Task.WhenAll(listeners.Select(one => one.Begun)).OrHangAsync();
        foreach (var one in listeners)
        {
            while (one.TryTake(out _))
            {
            }
        }

        ActivitySource.AddActivityListener(listener);
        var id = await app.ActAsync();
        await Task.WhenAll(listeners.Select(one => one.WaitAsync(CancellationToken.None))).OrHangAsync();

        Assert.That(id, Is.Not.Empty);
        // A turn more or less is called by whoever has just taken something.
        Assert.That(statements, Is.Positive.And.LessThan(listeners.Count / 5));
        listeners.ForEach(one => one.Dispose());
    }

    private async Task EndsWithinABeatAsync(OpenStream stream)
    {
        var end = ReadToTheEndAsync(stream);
        await Eventually.HoldsAsync("the stream ends", () =>
        {
            _app.Clock.Advance(Beat);
            return end.IsCompleted;
        });
        await end;
    }

    private static async Task ReadToTheEndAsync(OpenStream stream)
    {
        while (await stream.BlockAsync() is not null)
        {
        }
    }
}
