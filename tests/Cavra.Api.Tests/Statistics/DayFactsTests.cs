using Cavra.Infrastructure.Persistence;
using Cavra.Testing;

namespace Cavra.Api.Tests.Statistics;

public sealed class DayFactsTests
{
    [Test]
    public async Task What_is_older_than_the_days_shown_is_not_looked_at()
    {
        await using var app = await CavraApp.StartAsync(GivenFailures.ConnectorFile);
        await app.FailAsync();
        await app.Database.ExecuteAsync(
            """
            insert into destinations select (jsonb_populate_record(null::destinations,
                to_jsonb(d) || jsonb_build_object('id', gen_random_uuid(), 'state', 'delivered', 'open_since', '2020-01-01T00:00:00Z'))).*
            from (select * from destinations limit 1) d, generate_series(1, 3000);
            insert into gates_passed (workspace_id, destination_id, gate, evidence_id, passed_at, actor)
            select workspace_id, id, 'recovered', gen_random_uuid(), open_since, 'x' from destinations;
            insert into attempts (id, workspace_id, destination_id, event_id, source, connector, provider, number, queued_at, recorded_at,
                worker, outcome, answer_bytes, answer_excerpt, fault, tries, is_late)
            select lpad(to_hex(row_number() over ()), 32, '0')::uuid, workspace_id, id, event_id, source, connector, provider, 1, created_at,
                created_at, '{}', 'accepted', 0, '', 'none', 1, false
            from destinations;
            analyze destinations, gates_passed, attempts
            """);

        await using var command = app.Database.Source.CreateCommand($"explain {EmbeddedSql.Read("DayFacts.sql")}");
        command.Parameters.AddWithValue("workspace", (await app.Database.WorkspaceAsync()).Value);
        command.Parameters.AddWithValue("since", app.Clock.GetUtcNow().AddDays(-1));
        command.Parameters.AddWithValue("now", app.Clock.GetUtcNow());
        command.Parameters.AddWithValue("first_attempt", Guid.CreateVersion7(app.Clock.GetUtcNow().AddDays(-1)));
        var steps = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                steps.Add(reader.GetString(0));
            }
        }

        var plan = string.Join('\n', steps);
        Assert.Multiple(() =>
        {
            Assert.That(plan, Does.Contain("using ix_destinations_opened on destinations"));
            Assert.That(plan, Does.Contain("ix_gates_passed_workspace_id_gate_passed_at"));
            Assert.That(plan, Does.Match("(using|on) pk_attempts"));
            Assert.That(plan, Does.Not.Contain("Seq Scan on"));
        });
    }
}
