using System.Text;
using Cavra.Infrastructure.Evidence.Log;
using Cavra.Testing;
using Cavra.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Evidence;

public sealed class LogCheckTests
{
    private const string Entry300 = "(SELECT entry_id FROM log_entries WHERE index = 300)";

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task GivenALog()
    {
        _app = await _cavra.NewWorkspaceAsync();
        await GivenALogAsync(_app);
    }

    [Test]
    public async Task A_database_as_it_was_written_is_sound_and_says_what_is_unsigned_yet()
    {
        var result = await CheckAsync();

        Assert.That(result.VerificationResult.Finding, Is.EqualTo(VerificationFinding.Sound), result.VerificationResult.Says);
        Assert.That((result.Workspace, result.Awaiting, result.VerificationResult.Checked), Is.EqualTo((_app.Workspace, 5L, 600L)));
    }

    [TestCase($"UPDATE evidence_documents SET document = document || ' ' WHERE entry_id = {Entry300}", VerificationFinding.Tampered, 300)]
    [TestCase($"DELETE FROM evidence_entries WHERE id = {Entry300}", VerificationFinding.Missing, 300)]
    [TestCase("UPDATE log_entries SET index = CASE index WHEN 10 THEN -1 ELSE 10 END WHERE index IN (10, 11); UPDATE log_entries SET index = 11 WHERE index = -1", VerificationFinding.Tampered, 10)]
    [TestCase("UPDATE log_tiles SET hashes = set_byte(hashes, 40, 255 - get_byte(hashes, 40)) WHERE level = 0 AND index = 1", VerificationFinding.Tampered, 257)]
    [TestCase("UPDATE log_tiles SET hashes = set_byte(hashes, 40, 255 - get_byte(hashes, 40)) WHERE level = 1", VerificationFinding.Tampered, null)]
    [TestCase("DELETE FROM log_tiles WHERE level = 0 AND index = 1", VerificationFinding.Missing, 256)]
    [TestCase("UPDATE log_checkpoints SET note = replace(note, '200', '199') WHERE size = 200", VerificationFinding.Tampered, null)]
    [TestCase("UPDATE log_checkpoints SET note = replace(note, '600', '599') WHERE size = 600", VerificationFinding.Tampered, null)]
    [TestCase("DELETE FROM log_entries WHERE index = 300", VerificationFinding.Missing, null)]
    [TestCase("DELETE FROM log_checkpoints", VerificationFinding.Tampered, null)]
    [TestCase("DELETE FROM log_checkpoints; DELETE FROM log_trees", VerificationFinding.Tampered, null)]
    [TestCase("DELETE FROM log_checkpoints WHERE size = 600", VerificationFinding.Tampered, 0)]
    [TestCase("INSERT INTO log_entries (workspace_id, index, entry_id) SELECT workspace_id, 600, entry_id FROM log_awaiting LIMIT 1", VerificationFinding.Tampered, null)]
    [TestCase("INSERT INTO log_entries (workspace_id, index, entry_id) SELECT workspace_id, -1, entry_id FROM log_awaiting LIMIT 1", VerificationFinding.Tampered, null)]
    [TestCase("UPDATE log_trees SET size = size - 1", VerificationFinding.Tampered, null)]
    [TestCase("UPDATE log_trees SET size = size + 1", VerificationFinding.Tampered, null)]
    [TestCase("DELETE FROM log_trees", VerificationFinding.Missing, null)]
    [TestCase("UPDATE log_trees SET begun_size = size + 1, begun_root = sha256('x'), begun_entries = ARRAY[gen_random_uuid()]", VerificationFinding.Tampered, null)]
    [TestCase("UPDATE log_tiles SET hashes = hashes || decode(repeat('00', 32), 'hex') WHERE level = 0 AND index = 2", VerificationFinding.Tampered, 512)]
    [TestCase("UPDATE log_tiles SET hashes = substring(hashes FROM 1 FOR 32) WHERE level = 0 AND index = 2", VerificationFinding.Tampered, 512)]
    [TestCase("INSERT INTO log_tiles (workspace_id, level, index, hashes) SELECT workspace_id, 0, 3, hashes FROM log_tiles WHERE level = 0 AND index = 0", VerificationFinding.Tampered, null)]
    [TestCase("INSERT INTO log_tiles (workspace_id, level, index, hashes) SELECT workspace_id, 9, 0, hashes FROM log_tiles WHERE level = 0 AND index = 0", VerificationFinding.Tampered, null)]
    [TestCase("UPDATE log_checkpoints SET size = 201 WHERE size = 200", VerificationFinding.Tampered, null)]
    [TestCase("INSERT INTO log_checkpoints (workspace_id, size, renewal, note, signed_at) SELECT workspace_id, 300, 0, note, signed_at FROM log_checkpoints WHERE size = 200", VerificationFinding.Tampered, null)]
    [TestCase("INSERT INTO log_awaiting (workspace_id, entry_id) SELECT workspace_id, entry_id FROM log_entries WHERE index = 300", VerificationFinding.Tampered, null)]
    [TestCase("INSERT INTO log_awaiting (workspace_id, entry_id) SELECT workspace_id, gen_random_uuid() FROM log_trees", VerificationFinding.Missing, null)]
    [TestCase($"UPDATE evidence_documents SET document = repeat('x', 70000) WHERE entry_id = {Entry300}", VerificationFinding.Tampered, 300)]
    [TestCase($"UPDATE evidence_entries SET actor = 'somebody' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET action = 'something' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET outcome = 'faulted' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET created_at = created_at + interval '1 second' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET digest = 'sha256:0' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET audit_id = 'audit-1' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET is_record = true WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET kind = 'worker-run' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET resource_id = 'x' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase("UPDATE evidence_entries SET retry_plan_id = NULL WHERE retry_plan_id IS NOT NULL", VerificationFinding.Tampered, null)]
    [TestCase("UPDATE evidence_entries SET chains = '{}' WHERE chains <> '{}'; DELETE FROM evidence_terms WHERE term LIKE 'chain:%'", VerificationFinding.Tampered, null)]
    [TestCase("DELETE FROM evidence_terms", VerificationFinding.Missing, null)]
    [TestCase("INSERT INTO evidence_terms (workspace_id, term, entry_id) SELECT workspace_id, 'provider:x', entry_id FROM log_entries WHERE index = 300", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET schedule_id = 'nightly' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET acknowledgement_state = 'accepted' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET delivery_success = true WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET suppressed = true WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET delivery_id = 'x' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET health_id = 'x' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET cadence = 'daily' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET alert_level = 'critical' WHERE id = {Entry300}", VerificationFinding.Tampered, null)]
    [TestCase($"UPDATE evidence_entries SET providers = '{{{{x}}}}' WHERE id = {Entry300}", VerificationFinding.Missing, null)]
    [TestCase($"UPDATE evidence_entries SET audits = '{{{{x}}}}' WHERE id = {Entry300}", VerificationFinding.Missing, null)]
    [TestCase($"DELETE FROM evidence_documents WHERE entry_id = {Entry300}", VerificationFinding.Missing, 300)]
    [TestCase($"UPDATE evidence_documents AS one SET document = other.document FROM evidence_documents AS other WHERE one.entry_id = {Entry300} AND other.entry_id = (SELECT entry_id FROM log_entries WHERE index = 301)", VerificationFinding.Tampered, 300)]
    [TestCase("DELETE FROM evidence_documents WHERE entry_id = (SELECT entry_id FROM log_awaiting LIMIT 1)", VerificationFinding.Missing, null)]
    [TestCase("INSERT INTO evidence_documents (workspace_id, entry_id, document) SELECT workspace_id, gen_random_uuid(), '{}' FROM log_trees", VerificationFinding.Tampered, null)]
    [TestCase("UPDATE log_tiles AS one SET hashes = other.hashes FROM log_tiles AS other WHERE one.level = 0 AND other.level = 0 AND one.index = 0 AND other.index = 1", VerificationFinding.Tampered, 0)]
    [TestCase("DELETE FROM evidence_documents WHERE entry_id IN (SELECT entry_id FROM log_entries WHERE index < 256)", VerificationFinding.Missing, 0)]
    [TestCase($"WITH told AS (INSERT INTO evidence_removals (workspace_id, id, reason, first_index, end_index, decided_at, told_by) SELECT workspace_id, gen_random_uuid(), 'erasure', 300, 301, now(), entry_id FROM log_entries WHERE index = 500) DELETE FROM evidence_documents WHERE entry_id = {Entry300}", VerificationFinding.Tampered, 300)]
    [TestCase("DELETE FROM log_awaiting WHERE entry_id = (SELECT entry_id FROM log_awaiting LIMIT 1)", VerificationFinding.Missing, null)]
    public async Task A_change_behind_its_back_is_found(string change, VerificationFinding finding, int? index)
    {
        await _app.Database.ExecuteAsync($"SET session_replication_role = replica; {change}");

        var verdict = (await CheckAsync()).VerificationResult;

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((finding, (long?)index)), verdict.Says);
    }

    [Test]
    public async Task A_checkpoint_that_was_kept_a_second_time_below_its_size_is_no_damage_and_one_above_is()
    {
        const string Copy = "INSERT INTO log_checkpoints (workspace_id, size, renewal, note, signed_at) SELECT workspace_id, ";
        await _app.Database.ExecuteAsync($"{Copy} 200, 1, note, signed_at FROM log_checkpoints WHERE size = 600");
        Assert.That((await CheckAsync()).VerificationResult.Finding, Is.EqualTo(VerificationFinding.Sound));

        await _app.Database.ExecuteAsync($"{Copy} 300, 1, note, signed_at FROM log_checkpoints WHERE size = 200 AND renewal = 0");
        Assert.That((await CheckAsync()).VerificationResult.Finding, Is.EqualTo(VerificationFinding.Tampered));
    }

    [Test]
    public async Task A_database_that_was_put_back_is_found_by_whoever_kept_a_checkpoint()
    {
        await _app.SequenceAsync();
        var kept = Encoding.UTF8.GetBytes((await _app.Database.ColumnAsync("SELECT note FROM log_checkpoints WHERE size = 605")).Single());
        await _app.Database.ExecuteAsync(
            """
            SET session_replication_role = replica;
            DELETE FROM evidence_entries WHERE id IN (SELECT entry_id FROM log_entries WHERE index >= 600);
            DELETE FROM evidence_documents WHERE entry_id IN (SELECT entry_id FROM log_entries WHERE index >= 600);
            DELETE FROM log_entries WHERE index >= 600;
            DELETE FROM log_checkpoints WHERE size > 600;
            UPDATE log_trees SET size = 600;
            UPDATE log_tiles SET hashes = substring(hashes FROM 1 FOR 88 * 32) WHERE level = 0 AND index = 2;
            """);

        var verdict = (await CheckAsync(kept)).VerificationResult;

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((VerificationFinding.Tampered, (long?)600)), verdict.Says);
        Assert.That((await CheckAsync()).VerificationResult.Finding, Is.EqualTo(VerificationFinding.Sound), "without the kept checkpoint nobody can tell");
    }

    [Test]
    public async Task The_command_line_checks_every_workspace()
    {
        await using var app = await CavraApp.StartAsync();
        await GivenALogAsync(app);
        var environment = new Dictionary<string, string> { ["CAVRA_DATABASE"] = app.Database.ConnectionString };

        var run = (await CliRun.WithAsync(environment, "evidence", "fsck")).Ends(0);
        await app.Database.ExecuteAsync("SET session_replication_role = replica; DELETE FROM log_tiles WHERE level = 0 AND index = 1");
        var broken = (await CliRun.WithAsync(environment, "evidence", "fsck")).Ends(1);

        Assert.That(run.Output, Does.StartWith("default: sound. All 600 entries").And.Contain("5 entries are unsigned yet."));
        Assert.That(broken.Error, Does.StartWith("default: missing. tile/0/001 is missing. First bad index: 256."));
    }

    [Test]
    public async Task Evidence_that_belongs_to_no_workspace_is_found()
    {
        await using var app = await CavraApp.StartAsync();
        var check = app.Services.GetRequiredService<LogCheck>();
        var before = await check.CheckOwnersAsync(CancellationToken.None);
        await app.Database.ExecuteAsync(
            "SET session_replication_role = replica; INSERT INTO log_trees (workspace_id, size, known_keys) VALUES (gen_random_uuid(), 0, 0)");

        var after = await check.CheckOwnersAsync(CancellationToken.None);

        Assert.That((before, after?.Finding, after?.File), Is.EqualTo(((VerificationResult?)null, (VerificationFinding?)VerificationFinding.Tampered, "log_trees")));
    }

    private static async Task GivenALogAsync(CavraApp app)
    {
        (await app.Admin.PostJsonAsync(GivenFailures.Deliveries + "/retry-plan")).Created();
        await app.GivenAScheduleAsync("nightly");
        var real = await app.Database.ScalarAsync<long>("SELECT count(*) FROM evidence_entries");
        await app.Database.WriteEntriesAsync((int)(200 - real));
        await app.SequenceAsync();
        await app.Database.WriteEntriesAsync(400);
        await app.SequenceAsync();
        await app.Database.WriteEntriesAsync(5);
    }

    private async Task<LogCheckResult> CheckAsync(byte[]? earlier = null)
    {
        var check = _app.Services.GetRequiredService<LogCheck>();
        var workspace = (await check.WorkspacesAsync(CancellationToken.None)).Single(it => it.Name == _app.Workspace);
        return await check.CheckAsync(workspace, earlier, progress: null, CancellationToken.None);
    }
}
