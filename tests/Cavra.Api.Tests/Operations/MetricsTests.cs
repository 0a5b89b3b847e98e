using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Cavra.Api.Operations;
using Cavra.Application.Operations;
using Cavra.Application.Workers;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Evidence;
using Cavra.Infrastructure.Persistence;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Cavra.Api.Tests.Operations;

public sealed class MetricsTests
{
    private const string Canary = "canary-7f3a";

    [Test]
    public async Task The_figures_are_there_and_hold_nothing_that_anybody_typed()
    {
        await using var app = await CavraApp.StartAsync();
        var metrics = app.Services.GetRequiredService<CavraMetrics>();
        var board = app.Services.GetRequiredService<LoopStatuses>();
        // The watch has counted nothing by then, and rests for as long as the clock stands still.
        await Eventually.HoldsAsync("the watch has taken a turn", () => board.Read() is [{ LastTurnAt: not null }]);
        board.Started("ticker", TimeSpan.FromHours(1), app.Clock.GetUtcNow());
        metrics.Report([new OpenDestinations("failed", 3, app.Clock.GetUtcNow().AddSeconds(-90))]);
        metrics.Attempted(new AttemptReport
        {
            Outcome = DeliveryOutcome.Failed,
            FailureClass = FailureClass.ServerError,
            StartedAt = app.Clock.GetUtcNow(),
            CompletedAt = app.Clock.GetUtcNow(),
            Error = Canary,
            Request = new RequestSummary("POST", Canary, new Dictionary<string, string>()),
        });
        metrics.MissedWindows(2);
        await app.Admin.GetJsonAsync($"/{Canary}?{Canary}={Canary}");
        await app.Admin.PostJsonAsync("/access/keys", new { name = Canary, roles = new[] { "auditor" } });
        (await app.Admin.PostJsonAsync($"/access/keys/{Canary}/revoke")).Problem(404, "access.key_not_found");

        using var response = await app.Admin.GetAsync("/metrics");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Multiple(() =>
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(200));
            Assert.That(text, Does.Match("""cavra_requests_seconds_count\{[^}]*outcome="access.key_not_found",[^}]*request="RevokeApiKey"|request="RevokeApiKey",[^}]*outcome="access.key_not_found" """.Trim()));
            Assert.That(text, Does.Match("""cavra_requests_seconds_bucket\{.*le="0.005".*\} \d""").And.Match("""db_client_.*_seconds_bucket\{.*le="0.00[15]".*\} \d"""));
            Assert.That(text, Does.Match("""cavra_attempts_total\{.*failure_class="server_error".*\} \d"""));
            Assert.That(text, Does.Match("""cavra_destinations_open\{.*state="failed".*\} 3 """.Trim()));
            Assert.That(text, Does.Match("""cavra_destinations_oldest_age_seconds\{.*state="failed".*\} 90"""));
            Assert.That(text, Does.Match("""cavra_loops_last_turn_age_seconds\{.*loop="ticker".*\} 0"""));
            Assert.That(text, Does.Contain("cavra_windows_missed_total").And.Contain("cavra_evidence_writes_total"));
            Assert.That(text, Does.Contain("http_server_request_duration_seconds").And.Contain("dotnet_").And.Contain("db_client_"));
            Assert.That(text, Does.Contain("db_client_connection_pool_name=\"cavra\""));
            Assert.That(text.Split('\n'), Has.None.Contain(Canary));
        });
    }

    [Test]
    public async Task Open_destinations_are_counted_from_what_is_stored_and_the_oldest_tells_its_age()
    {
        await using var app = await CavraApp.StartAsync();
        await app.Database.ExecuteAsync(
            """
            INSERT INTO destinations (workspace_id, id, event_id, source, connector, provider, created_at, state, attempt_number,
                failed_attempts, open_since, failed_status_codes, is_outcome_unknown, is_retry_governed)
            SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'go_backend_rollback_drill_notification', 'c', 'webhook',
                now(), state, 1, 1, timestamptz '2026-11-02 08:00:00Z' + n * interval '1 minute', '{503}', false, true
            FROM (VALUES ('failed', 0), ('failed', 1), ('held', 2), ('delivered', 3), ('closed', 4)) AS open (state, n)
            """);

        var text = "";
        await Eventually.HoldsAsync("the watch has counted them", async () =>
        {
            // It may take another turn.
            app.Clock.Advance(TimeSpan.FromSeconds(15));
            text = await app.Admin.GetStringAsync("/metrics");
            return Figure(text, "cavra_destinations_open", "state=\"failed\"") is 2;
        });
        var age = (app.Clock.GetUtcNow() - new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero)).TotalSeconds;
        Assert.That(Figure(text, "cavra_destinations_open", "state=\"held\""), Is.EqualTo(1));
        Assert.That(Figure(text, "cavra_destinations_oldest_age_seconds", "state=\"failed\""), Is.EqualTo(age));
    }

    [Test]
    public async Task The_oldest_entry_that_the_signed_log_does_not_hold_tells_its_age()
    {
        await using var app = await CavraApp.StartAsync();
        (await app.Admin.PostJsonAsync("/access/keys", new { name = "first", roles = new[] { "auditor" } })).Created();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await app.Admin.PostJsonAsync("/access/keys", new { name = "second", roles = new[] { "auditor" } })).Created();

        Assert.That(await UnsignedAgeAsync(age => age > 0), Is.EqualTo((app.Clock.GetUtcNow() - CavraApp.Start).TotalSeconds));
        await app.Database.ExecuteAsync("DELETE FROM log_awaiting");
        Assert.That(await UnsignedAgeAsync(age => age is 0), Is.Zero);

        async Task<double> UnsignedAgeAsync(Func<double, bool> expected)
        {
            var age = -1.0;
            await Eventually.HoldsAsync("the watch has looked", async () =>
            {
                // It may take another turn.
                app.Clock.Advance(TimeSpan.FromSeconds(15));
                age = Figure(await app.Admin.GetStringAsync("/metrics"), "cavra_evidence_unsigned_age_seconds");
                return expected(age);
            });
            return age;
        }
    }

    [Test]
    public async Task Two_hosts_of_one_process_never_see_each_others_figures()
    {
        await using var quiet = await CavraApp.StartAsync();
        var watched = quiet.Services.GetRequiredService<LoopStatuses>();
        await Eventually.HoldsAsync("the watch rests", () => watched.Read() is [{ LastTurnAt: not null }]);
        await quiet.Clock.WaitBegunAsync(wait => wait == DocumentPartitions.Interval);
        var before = await quiet.Admin.GetStringAsync("/metrics");
        await using (var busy = await CavraApp.StartAsync())
        {
            busy.Services.GetRequiredService<LoopStatuses>().Started("busy", TimeSpan.FromHours(1), busy.Clock.GetUtcNow());
            busy.Services.GetRequiredService<CavraMetrics>().MissedWindows(7);
            (await busy.Admin.PostJsonAsync("/access/keys", new { name = "k", roles = new[] { "auditor" } })).Created();
            var told = await busy.Admin.GetStringAsync("/metrics");
            Assert.That(Figure(told, "cavra_windows_missed_total"), Is.EqualTo(7));
            Assert.That(Figure(told, "cavra_evidence_writes_total"), Is.Positive);
        }

        var after = await quiet.Admin.GetStringAsync("/metrics");
        Assert.Multiple(() =>
        {
            Assert.That(Figure(after, "cavra_windows_missed_total"), Is.Zero);
            Assert.That(Figure(after, "cavra_evidence_writes_total"), Is.EqualTo(Figure(before, "cavra_evidence_writes_total")));
            Assert.That(after, Does.Not.Contain("loop=\"busy\""));
            Assert.That(
                Figure(after, "http_server_request_duration_seconds_count"),
                Is.AtMost(Figure(before, "http_server_request_duration_seconds_count") + 1), "the look before this one");
            Assert.That(
                Figure(after, "db_client_operation_npgsql_bytes_written_bytes_total"),
                Is.EqualTo(Figure(before, "db_client_operation_npgsql_bytes_written_bytes_total")));
        });
    }

    [Test]
    public async Task Everything_that_Npgsql_measures_of_the_pool_is_passed_on()
    {
        await using var app = await CavraApp.StartAsync();
        var (theirs, passedOn) = (new HashSet<string>(), new HashSet<string>());
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
            (instrument.Meter.Name switch { "Npgsql" => theirs, PersistenceServices.MeterName => passedOn, _ => null })?.Add(instrument.Name);
        listener.Start();

        Assert.That(theirs, Is.Not.Empty);
        Assert.That(passedOn, Is.SupersetOf(theirs));
    }

    [Test]
    public async Task They_need_a_credential_that_may_read_records()
    {
        await using var app = await CavraApp.StartAsync();

        (await app.Client(key: null).GetJsonAsync("/metrics")).Problem(401, "authentication.required");
        (await (await app.ClientWithAsync("executor")).GetJsonAsync("/metrics")).Problem(403, "access.forbidden");
        Assert.That((int)(await (await app.ClientWithAsync("auditor")).GetJsonAsync("/metrics")).Status, Is.EqualTo(200));
    }

    [Test]
    public void A_span_keeps_route_templates_and_loses_what_a_caller_typed()
    {
        using var span = new Activity("request");
        span.SetTag("http.route", "/access/keys/{key_id}").SetTag("url.path", Canary).SetTag("url.query", Canary)
            .SetTag("server.address", Canary).SetTag("user_agent.original", Canary).SetTag("http.response.status_code", 200);
        using var processor = new SpanTagFilter();

        processor.OnEnd(span);

        Assert.That(span.TagObjects.Select(tag => tag.Key), Is.EquivalentTo(new[] { "http.route", "http.response.status_code" }));
    }

    [Test]
    public async Task No_line_of_the_log_holds_what_a_caller_sent()
    {
        await using var app = await CavraApp.StartAsync();
        var client = app.Client(app.AdminKey);
        client.DefaultRequestHeaders.Add("X-Whatever", Canary);

        await client.GetJsonAsync($"/{Canary}?{Canary}={Canary}");
        await client.PostJsonAsync("/access/keys", $$"""{"{{Canary}}": "{{Canary}}"}""");
        await client.PostJsonAsync("/access/keys", $$"""{"name": "{{Canary}}", "roles": ["{{Canary}}"]}""");
        await app.Client(Canary).GetJsonAsync("/access/keys");

        // The framework's scope holds the path, so scopes are not written.
        Assert.That(app.Services.GetRequiredService<IOptionsMonitor<JsonConsoleFormatterOptions>>().CurrentValue.IncludeScopes, Is.False);
        var written = app.Log.Lines.Where(line => !line.Contains(" scope ", StringComparison.Ordinal));
        Assert.That(written.Where(line => line.Contains(Canary, StringComparison.Ordinal)), Is.Empty);
        Assert.That(app.Log.Lines.Where(line => line.Contains("SELECT", StringComparison.Ordinal)), Is.Empty);
    }

    /// <summary>The sum of a metric's figures over all series, or over those with a label.</summary>
    private static double Figure(string text, string metric, string label = "") => text.Split('\n')
        .Where(line => line.StartsWith(metric + "{", StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
}
