using System.Text;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Evidence.Log;
using Cavra.Testing;
using Cavra.Verification;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using NSec.Cryptography;

namespace Cavra.Api.Tests.Evidence;

/// <summary>Ways in which whoever owns the database could have two checkpoints signed that contradict each other.</summary>
public sealed class ForkedLogTests
{
    private const long Gate = 4711;

    private CavraApp _app = null!;

    [SetUp]
    public async Task StartCavra()
    {
        _app = await CavraApp.StartAsync();
        await _app.Database.WriteEntriesAsync(5);
        await _app.SequenceAsync();
    }

    [TearDown]
    public async Task StopCavra() => await _app.DisposeAsync();

    [Test]
    public async Task A_workspace_of_another_id_with_the_same_name_does_not_begin_the_log_anew()
    {
        var first = await _app.Database.CheckpointAsync();
        var other = Guid.CreateVersion7(CavraApp.Start);
        await _app.Database.ExecuteAsync(
            $"""
            UPDATE workspaces SET name = 'aside' WHERE name = 'default';
            INSERT INTO workspaces SELECT (jsonb_populate_record(w, jsonb_build_object('id', '{other}', 'name', 'default'))).* FROM workspaces AS w WHERE name = 'aside';
            """);
        var database = _app.Database.Of(WorkspaceId.From(other), "default");
        await database.WriteEntriesAsync((int)first.Size);

        await _app.Services.SequenceAsync(database);

        Assert.That(await database.ColumnAsync($"SELECT note FROM log_checkpoints WHERE workspace_id = '{other}'"), Is.Empty);
    }

    [Test]
    public async Task A_key_that_a_rotation_took_for_lost_has_nothing_signed_that_contradicts()
    {
        using var forged = Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextArchiving });
        var forgedPublic = forged.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        await _app.Database.ExecuteAsync(
            $"""
            INSERT INTO log_keys (public_key, reference, created_at)
            VALUES ('\x{Convert.ToHexString(forgedPublic)}', 'log-{Convert.ToHexStringLower(forgedPublic.AsSpan(0, 8))}.pem', '2026-11-01T00:00:00Z')
            """);
        // What worker health advises then.
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _app.Admin.PostJsonAsync("/evidence/keys", new { overlap_days = 30 })).Ok();
        await _app.SequenceAsync();
        var signed = await _app.Database.CheckpointAsync();

        var notes = new List<string>();
        foreach (var n in new[] { 1, 2 })
        {
            await _app.Database.ExecuteAsync("DROP TABLE IF EXISTS kept_tiles; CREATE TABLE kept_tiles AS SELECT * FROM log_tiles");
            await ForgeAsync(forged, signed, n);
            await _app.SequenceAsync();
            notes.AddRange(await _app.Database.ColumnAsync("SELECT note FROM log_checkpoints ORDER BY size DESC, renewal DESC LIMIT 1"));
            await _app.Database.ExecuteAsync(
                $"""
                SET session_replication_role = replica;
                DELETE FROM log_entries WHERE index = {signed.Size}; DELETE FROM log_checkpoints WHERE size > {signed.Size};
                UPDATE log_trees SET size = {signed.Size};
                DELETE FROM log_tiles; INSERT INTO log_tiles SELECT * FROM kept_tiles;
                """);
        }

        var own = await _app.Database.ColumnAsync($"SELECT encode(public_key, 'base64') FROM log_keys WHERE public_key <> '\\x{Convert.ToHexString(forgedPublic)}'");
        var keys = own.Select(key => VerifierKey.OfEd25519(signed.Origin, Convert.FromBase64String(key))).ToList();
        Assert.That(notes.Count(note => SignedCheckpoint.TryRead(note, keys) is not null), Is.LessThan(2));
    }

    [Test]
    public async Task Two_workers_that_share_a_memory_sign_one_log_whatever_the_database_shows_to_each()
    {
        // Another set of tables for whoever is given another search path, in which nothing is locked.
        await _app.Database.ExecuteAsync(
            $"""
            CREATE SCHEMA aside;
            DO $$
            DECLARE name text;
            BEGIN
                FOREACH name IN ARRAY ARRAY['log_trees', 'log_tiles', 'log_entries', 'log_checkpoints', 'log_awaiting', 'evidence_entries', 'evidence_documents'] LOOP
                    EXECUTE format('CREATE TABLE aside.%I (LIKE public.%I INCLUDING ALL)', name, name);
                    EXECUTE format('INSERT INTO aside.%I SELECT * FROM public.%I', name, name);
                END LOOP;
            END $$;
            CREATE FUNCTION aside.wait() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = 0
                AS $$ BEGIN PERFORM pg_advisory_xact_lock({Gate}); RETURN NEW; END $$;
            CREATE TRIGGER wait BEFORE UPDATE ON aside.log_trees FOR EACH ROW WHEN (NEW.begun_size IS NOT NULL) EXECUTE FUNCTION aside.wait();
            """);
        await WriteAsync("public", 1);
        await WriteAsync("aside", 2);
        await using var other = Worker("aside,public");
        await using var gate = await _app.Database.Source.OpenConnectionAsync();
        await ExecuteAsync(gate, $"SELECT pg_advisory_lock({Gate})");

        var late = other.Services.SequenceAsync(_app.Database);
        await _app.Database.LocksAwaitedAsync(1);
        await _app.SequenceAsync();
        await ExecuteAsync(gate, $"SELECT pg_advisory_unlock({Gate})");
        await late;

        var notes = await _app.Database.ColumnAsync(
            "SELECT note FROM (SELECT size, note FROM public.log_checkpoints UNION SELECT size, note FROM aside.log_checkpoints) AS n ORDER BY size");
        Assert.That(notes, Has.Count.EqualTo(2), "one before, and one after");
    }

    [TestCase("/dev/zero")]
    [TestCase("../../log-0123456789abcdef.pem")]
    [TestCase("log-0123456789ABCDEF.pem")]
    public async Task A_key_that_names_no_file_of_the_directory_is_not_looked_for(string reference)
    {
        await _app.Database.ExecuteAsync(
            $"""
            INSERT INTO log_keys (public_key, reference, created_at, signs_until)
            VALUES (sha256('x'), '{reference}', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z')
            """);
        await _app.Database.WriteEntriesAsync(3);

        await _app.SequenceAsync();

        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.GreaterThan(8));
    }

    // An entry that never awaited the log, and the tree over it, signed by the forged key alone.
    private async Task ForgeAsync(Key forged, Checkpoint signed, int n)
    {
        var id = Guid.CreateVersion7(CavraApp.Start.AddDays(n));
        await _app.Database.ExecuteAsync(
            $"""
            SET session_replication_role = replica;
            {GivenALog.AnEntry("public", await _app.Database.WorkspaceAsync(), id)}
            INSERT INTO log_entries (workspace_id, index, entry_id) SELECT workspace_id, size, '{id}' FROM log_trees;
            UPDATE log_tiles SET hashes = hashes || sha256('\x00'::bytea || convert_to('{GivenALog.DocumentOf(id)}', 'UTF8')) WHERE level = 0;
            UPDATE log_trees SET size = size + 1, known_keys = 0;
            """);
        var leaves = await _app.Database.LeavesAsync();
        var checkpoint = new Checkpoint(signed.Origin, leaves.Count, Merkle.Root([.. leaves]));
        var name = VerifierKey.OfEd25519(signed.Origin, forged.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        var note = new SignedNote(checkpoint.Body, []).With(
            new NoteSignature(name.Name, name.KeyId, SignatureAlgorithm.Ed25519.Sign(forged, Encoding.UTF8.GetBytes(checkpoint.Body)))).ToString();
        await _app.Database.ExecuteAsync(
            $"INSERT INTO log_checkpoints (workspace_id, size, renewal, note, signed_at) SELECT workspace_id, size, 0, '{note}', now() FROM log_trees");
    }

    private async Task WriteAsync(string schema, int n)
    {
        var (id, workspace) = (Guid.CreateVersion7(CavraApp.Start.AddDays(n)), await _app.Database.WorkspaceAsync());
        await _app.Database.ExecuteAsync(
            $"""
            SET session_replication_role = replica;
            {GivenALog.AnEntry(schema, workspace, id)}
            INSERT INTO {schema}.log_awaiting (workspace_id, entry_id) VALUES ('{workspace.Value}', '{id}');
            """);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private WebApplication Worker(string searchPath) => ApiHost.Build(
        [], new NpgsqlConnectionStringBuilder(_app.Database.ConnectionString) { SearchPath = searchPath }.ConnectionString,
        builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_app.Clock)),
        new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["CAVRA_ROLES"] = "api,worker",
            [LogKeyDirectory.Variable] = _app.LogKeysPath,
            [LogMemoryDirectory.Variable] = _app.LogMemoryPath,
        });
}
