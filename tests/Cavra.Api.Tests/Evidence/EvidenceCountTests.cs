using Cavra.Testing;
using Npgsql;

namespace Cavra.Api.Tests.Evidence;

public sealed class EvidenceCountTests
{
    private const string Rows = "SELECT count(*) FROM tallies WHERE metric = 'entries:go-backend-rollback-drill-record'";

    private const string Counted = "SELECT sum(value)::bigint FROM tallies WHERE metric = 'entries:go-backend-rollback-drill-record'";

    [Test]
    public async Task A_number_has_no_more_rows_however_many_connections_have_counted()
    {
        await using var app = await CavraApp.StartAsync();
        await using var unpooled = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(app.Database.ConnectionString) { Pooling = false });
        for (var connection = 0; connection < 5; connection++)
        {
            await using var command = unpooled.CreateCommand(
                """
                WITH written AS (
                    INSERT INTO evidence_entries (workspace_id, id, created_at, action, outcome, is_record, actor, digest, kind, chains, providers)
                    SELECT id, gen_random_uuid(), now(), 'fill', 'done', false, 'filler', 'sha256:0', 'go-backend-rollback-drill-record', '{}', '{}'
                    FROM workspaces WHERE name = 'default'
                    RETURNING workspace_id, id
                )
                INSERT INTO evidence_documents (workspace_id, entry_id, document) SELECT workspace_id, id, '{}' FROM written
                """);
            await command.ExecuteNonQueryAsync();
        }

        Assert.That(await app.Database.ScalarAsync<long>(Rows), Is.EqualTo(1));
        Assert.That(await app.Database.ScalarAsync<long>(Counted), Is.EqualTo(5));
    }

    [Test]
    public async Task Commands_at_once_count_each_in_a_slot_of_its_own()
    {
        await using var app = await CavraApp.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
            (await app.Admin.PostJsonAsync(GivenDrills.DrillPath, GivenDrills.ADrill($"d-{i}", "2026-11-01T08:00:00Z"))).Ok()));

        Assert.That(await app.Database.ScalarAsync<long>(Counted), Is.EqualTo(40));
        Assert.That(await app.Database.ScalarAsync<long>("SELECT max(slot)::bigint FROM tallies"), Is.LessThan(256));
    }
}
