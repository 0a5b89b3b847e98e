using Cavra.Domain.Evidence.Log;
using Cavra.Testing;
using Npgsql;

namespace Cavra.Api.Tests.Evidence;

/// <summary>
/// What somebody who owns the database can't have signed by a worker that remembers. Each checkpoint that leaves for the database is kept
/// in a file of the server, which no transaction takes back: none may contradict another.
/// </summary>
public sealed class LogAttackTests
{
    private CavraApp _app = null!;

    [SetUp]
    public async Task GivenALog()
    {
        _app = await CavraApp.StartAsync();
        await _app.Database.ExecuteAsync(
            """
            CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                EXECUTE format('COPY (SELECT %L) TO %L', encode(convert_to(NEW.note, 'UTF8'), 'base64'),
                    current_setting('data_directory') || '/seen-' || current_database() || '-' || md5(NEW.note));
                RETURN NEW;
            END $$;
            CREATE TRIGGER a_seen BEFORE INSERT ON log_checkpoints FOR EACH ROW EXECUTE FUNCTION see();
            """);
        await _app.Database.WriteEntriesAsync(600);
        await _app.SequenceAsync();
    }

    [TearDown]
    public async Task StopCavra() => await _app.DisposeAsync();

    [TestCase("NEW.begun_root := sha256('x')", TestName = "Another tree is written down than the one that is begun")]
    [TestCase("NEW.begun_size := NEW.begun_size + 1", TestName = "A larger tree is written down")]
    [TestCase("NEW.begun_entries := NEW.begun_entries[2:]", TestName = "Fewer entries are written down")]
    [TestCase("NEW := OLD", TestName = "Nothing is written down")]
    [TestCase("UPDATE evidence_documents SET document = document || ' ' WHERE entry_id = NEW.begun_entries[1]", TestName = "An entry is changed while it is begun")]
    [TestCase("INSERT INTO log_entries SELECT workspace_id, 9999, gen_random_uuid() FROM log_trees", TestName = "An entry comes about while others are begun")]
    public async Task What_a_trigger_does_while_a_batch_is_begun_gets_no_second_tree_signed(string act)
    {
        await TriggerAsync("BEFORE UPDATE", "log_trees", $"IF NEW.begun_size IS NOT NULL AND OLD.begun_size IS NULL THEN {act}; END IF; RETURN NEW;");

        await _app.Database.WriteEntriesAsync(3);
        await AttemptAsync();
        await _app.Database.ExecuteAsync("DROP TRIGGER b_attack ON log_trees");
        await AttemptAsync();
        await _app.Database.WriteEntriesAsync(2);
        await AttemptAsync();

        await AssertOneLogAsync();
    }

    [TestCase("BEFORE INSERT", "RETURN NULL;", TestName = "The checkpoint is taken away")]
    [TestCase("BEFORE INSERT", "RAISE EXCEPTION 'seen';", TestName = "The transaction is refused")]
    [TestCase("AFTER INSERT", "PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW;", TestName = "The connection is ended")]
    [TestCase("BEFORE INSERT", "NEW.size := NEW.size - 1; RETURN NEW;", TestName = "The checkpoint is kept as of another size")]
    [TestCase(
        "AFTER INSERT",
        "SET session_replication_role = replica; DELETE FROM log_entries WHERE index >= 601; DELETE FROM log_checkpoints WHERE size > 601; RETURN NEW;", TestName = "All is taken back within the transaction")]
    public async Task What_a_trigger_does_once_a_checkpoint_is_signed_gets_no_second_tree_signed(string when, string act)
    {
        await TriggerAsync(when, "log_checkpoints", act);
        await _app.Database.WriteEntriesAsync(3);
        await AttemptAsync();
        var seen = (await SeenAsync()).Count;
        await _app.Database.ExecuteAsync("DROP TRIGGER b_attack ON log_checkpoints");

        await _app.Database.ExecuteAsync(
            "SET session_replication_role = replica; UPDATE log_trees SET begun_size = NULL;"
            + "UPDATE evidence_documents SET document = document || ' ' WHERE entry_id IN (SELECT entry_id FROM log_awaiting)");
        await _app.Database.WriteEntriesAsync(2);
        await AttemptAsync();

        Assert.That(seen, Is.EqualTo(2));
        await AssertOneLogAsync();
    }

    [TestCase(
        "UPDATE workspaces SET name = 'aside' WHERE name = 'default'; UPDATE workspaces SET name = 'default' WHERE name = 'other';"
        + "UPDATE workspaces SET name = 'other' WHERE name = 'aside'", TestName = "Two workspaces change names")]
    [TestCase("UPDATE instance SET name = 'fedcba9876543210'", TestName = "The installation has another name")]
    public async Task A_log_that_is_called_otherwise_is_another_log(string change)
    {
        await _app.Database.WriteEntriesAsync(3);
        await _app.Database.ExecuteAsync("INSERT INTO workspaces SELECT (jsonb_populate_record(w, jsonb_build_object('id', gen_random_uuid(), 'name', 'other'))).* FROM workspaces AS w");
        await _app.Database.ExecuteAsync($"SET session_replication_role = replica; {change}");
        await using var restarted = _app.Replica();
        var name = await _app.Database.ScalarAsync<string>($"SELECT name FROM workspaces WHERE id = '{(await _app.Database.WorkspaceAsync()).Value}'");
        var database = _app.Database.Of(await _app.Database.WorkspaceAsync(), name);

        await restarted.Services.SequenceAsync(database);
        await _app.Database.ExecuteAsync("SET session_replication_role = replica; DELETE FROM log_entries; DELETE FROM log_tiles; DELETE FROM log_checkpoints; DELETE FROM log_trees");
        await restarted.Services.SequenceAsync(database);

        Assert.That((await SeenAsync()).Select(checkpoint => checkpoint.Origin), Is.Unique);
    }

    [TestCase("begun_size = 1, begun_root = '\\x00', begun_entries = ARRAY[NULL]::uuid[]", TestName = "What was begun adds nothing that is an entry")]
    [TestCase("begun_size = size + 1, begun_root = sha256('x'), begun_entries = ARRAY[ARRAY[gen_random_uuid()]]", TestName = "What was begun is a table of entries")]
    [TestCase("begun_size = -9223372036854775808, begun_root = sha256('x'), begun_entries = ARRAY[gen_random_uuid()]", TestName = "What was begun has no size")]
    [TestCase("begun_size = size + 1, begun_root = sha256('x'), begun_entries = array_fill(gen_random_uuid(), ARRAY[100000])", TestName = "What was begun adds very many entries")]
    public async Task What_is_malformed_gets_nothing_else_signed(string malformed)
    {
        await _app.Database.WriteEntriesAsync(3);
        await _app.Database.ExecuteAsync($"UPDATE log_trees SET {malformed}");

        await AttemptAsync();
        await _app.Database.ExecuteAsync("UPDATE log_trees SET begun_size = NULL, begun_root = NULL, begun_entries = NULL");
        await AttemptAsync();

        await AssertOneLogAsync();
        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(604));
    }

    private async Task AttemptAsync()
    {
        for (var i = 0; i < 2; i++)
        {
            try
            {
                await _app.SequenceAsync();
            }
            catch (Exception failure) when (failure is NpgsqlException or ObjectDisposedException or InvalidCastException)
            {
                // Refused by the attacker: what counts is what was signed.
            }
        }
    }

    private Task TriggerAsync(string when, string table, string body) => _app.Database.ExecuteAsync(
        $"""
        CREATE FUNCTION attack() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$;
        CREATE TRIGGER b_attack {when} ON {table} FOR EACH ROW EXECUTE FUNCTION attack();
        """);

    private async Task<List<Checkpoint>> SeenAsync()
    {
        var files = await _app.Database.ColumnAsync(
            "SELECT convert_from(decode(replace(pg_read_file(name), '\\n', ''), 'base64'), 'UTF8') FROM pg_ls_dir('.') AS name WHERE starts_with(name, 'seen-' || current_database() || '-')");
        return [.. files.Select(file =>
        {
            Assert.That(SignedNote.TryParse(file, out var note), Is.True);
            Assert.That(Checkpoint.TryParse(note!.Text, out var checkpoint), Is.True);
            return checkpoint!;
        })];
    }

    private async Task AssertOneLogAsync()
    {
        var seen = await SeenAsync();
        var leaves = (await _app.Database.LeavesAsync()).ToArray();
        Assert.That(seen.Select(checkpoint => checkpoint.Size), Is.Unique);
        foreach (var checkpoint in seen.Where(checkpoint => checkpoint.Size <= leaves.Length))
        {
            Assert.That(Merkle.Root(leaves.AsSpan(0, (int)checkpoint.Size)), Is.EqualTo(checkpoint.Root));
        }
    }
}
