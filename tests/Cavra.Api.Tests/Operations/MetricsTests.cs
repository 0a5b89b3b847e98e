using System.Diagnostics;
using Cavra.Api.Operations;
using Cavra.Api.Tests.Support;
using Cavra.Application.Operations;
using Cavra.Application.Pipeline;
using Cavra.Application.Workers;
using Cavra.Domain.AuditDeliveries;
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
        var gauges = app.Services.GetRequiredService<Gauges>();
        var board = app.Services.GetRequiredService<LoopBoard>();
        // The watch has counted nothing by then, and rests for as long as the clock stands still.
        Assert.That(() => board.Read().Single().LastTurnAt, Is.Not.Null.After(10_000, 20));
        board.Started("ticker", TimeSpan.FromHours(1), app.Clock.GetUtcNow());
        gauges.Report([new OpenDestinations("failed", 3, app.Clock.GetUtcNow().AddSeconds(-90))]);
        Telemetry.Attempted(new AttemptReport
        {
            Outcome = DeliveryOutcome.Failed,
            FailureClass = FailureClass.ServerError,
            StartedAt = app.Clock.GetUtcNow(),
            CompletedAt = app.Clock.GetUtcNow(),
            Error = Canary,
            Request = new RequestSummary("POST", Canary, new Dictionary<string, string>()),
        });
        Telemetry.MissedWindows(2);
        await app.Admin.GetJsonAsync($"/{Canary}?{Canary}={Canary}");
        await app.Admin.PostJsonAsync("/access/keys", new { name = Canary, roles = new[] { "auditor" } });
        (await app.Admin.PostJsonAsync($"/access/keys/{Canary}/revoke")).Problem(404, "access.key_not_found");

        using var response = await app.Admin.GetAsync("/metrics");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Multiple(() =>
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(200));
            Assert.That(text, Does.Match("""cavra_requests_seconds_count\{[^}]*outcome="access.key_not_found",[^}]*request="RevokeApiKey"|request="RevokeApiKey",[^}]*outcome="access.key_not_found" """.Trim()));
            Assert.That(text, Does.Match("""cavra_attempts_total\{.*failure_class="server_error".*\} \d"""));
            Assert.That(text, Does.Match("""cavra_destinations_open\{.*state="failed".*\} 3 """.Trim()));
            Assert.That(text, Does.Match("""cavra_destinations_oldest_age_seconds\{.*state="failed".*\} 90"""));
            Assert.That(text, Does.Match("""cavra_loops_last_turn_age_seconds\{.*loop="ticker".*\} 0"""));
            Assert.That(text, Does.Contain("cavra_windows_missed_total").And.Contain("cavra_evidence_writes_total"));
            Assert.That(text, Does.Contain("http_server_request_duration_seconds").And.Contain("dotnet_").And.Contain("db_client_"));
            // The tests' own connections are measured too, by their address; Cavra's go by this name.
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

        // Each look lets the watch take another turn.
        Assert.That(() => ScrapeAsync(app), Does.Match("""cavra_destinations_open\{[^}]*state="failed"\} 2 """.Trim()).After(10_000, 20));
        var text = await ScrapeAsync(app);
        Assert.That(text, Does.Match("""cavra_destinations_open\{[^}]*state="held"\} 1"""));
        Assert.That(text, Does.Match("""cavra_destinations_oldest_age_seconds\{[^}]*state="failed"\} 3[6-9]\d\d"""));
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
        using var processor = new OwnWordsOnly();

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

    private static async Task<string> ScrapeAsync(CavraApp app)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(15));
        return await app.Admin.GetStringAsync("/metrics");
    }
}
