using Cavra.Infrastructure.Evidence.Log;
using Cavra.Testing;
using Cavra.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Evidence.Adoptions;

/// <summary>Letting a worker go on with a log that was adopted, on the worker's machine.</summary>
public sealed class AdoptLogTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task GivenAWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task The_worker_goes_on_from_what_two_people_adopted_and_signs_that_they_did()
    {
        await _app.RestoreAsync();
        var remembered = await MemoryAsync();
        var id = await _app.AdoptAsync();
        await _app.SequenceAsync();
        var stood = (await _app.Database.CheckpointAsync()).Size;

        var run = (await AdoptAsync(id, "--yes")).Ends(0);
        var adopted = await MemoryAsync();
        await _app.SequenceAsync();
        var again = (await AdoptAsync(id)).Ends(0);

        var logged = await _app.Database.ColumnAsync(
            "SELECT entry.document::jsonb #>> '{what,summary,state}' FROM log_entries AS logged JOIN evidence_documents AS entry ON entry.entry_id = logged.entry_id "
            + "WHERE entry.document LIKE '%evidence-log-adoption%' ORDER BY logged.index");
        var check = _app.Services.GetRequiredService<LogCheck>();
        var workspace = (await check.WorkspacesAsync(CancellationToken.None)).Single(it => it.Name == _app.Workspace);
        var sound = await check.CheckAsync(workspace, earlier: null, progress: null, CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(stood, Is.EqualTo(600));
            Assert.That(run.Output, Does.Contain($"{_app.Workspace}: adoption {id}, asked by administrator, confirmed by admin.")
                .And.Contain("Remembered here, signed: 677 entries, root ").And.Contain("Adopted: 600 entries, root ")
                .And.Contain("Given up: 77 entries, from index 600 on."));
            Assert.That(adopted, Does.Contain("signed 600 ").And.Not.Contain("begun"));
            Assert.That(File.ReadAllText($"{MemoryFile()}.given-up-{id}"), Is.EqualTo(remembered));
            Assert.That(logged, Is.EqualTo(new[] { "asked", "confirmed" }));
            Assert.That((sound.VerificationResult.Finding, sound.Awaiting), Is.EqualTo((VerificationFinding.Sound, 0L)), sound.VerificationResult.Says);
            Assert.That(again.Output, Does.Contain("nothing to do"));
        });
        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(600 + 2 + 3), "two entries, and a key, a question and an answer");
        Assert.That(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM log_trees WHERE stopped_for IS NOT NULL"), Is.Zero);
    }

    [Test]
    public async Task Nothing_is_changed_before_another_person_has_confirmed_it()
    {
        await _app.RestoreAsync();
        var remembered = await MemoryAsync();
        var id = (await _app.Admin.AskAsync()).Text("adoption.adoption_id");

        var run = (await AdoptAsync(id, "--yes")).Ends(4);

        Assert.That(run.Error, Does.Contain("Another person has not confirmed that adoption: nothing is changed."));
        await IsAsBeforeAsync(remembered);
    }

    [Test]
    public async Task Nothing_is_changed_without_a_yes_or_for_an_adoption_that_there_is_not()
    {
        await _app.RestoreAsync();
        var remembered = await MemoryAsync();
        var id = await _app.AdoptAsync();

        var unasked = (await AdoptAsync(id)).Ends(2);
        var unknown = (await AdoptAsync("logadoption-019a43b1f20070008000000000000009", "--yes")).Ends(4);
        (await AdoptAsync("logadoption", "--yes")).Ends(2);

        Assert.That(unasked.Error, Does.Contain("Nothing is changed without --yes."));
        Assert.That(unknown.Error, Does.Contain("There is no such adoption of the log."));
        await IsAsBeforeAsync(remembered);
    }

    [Test]
    public async Task Nothing_is_changed_for_another_tree_than_the_adopted_one()
    {
        await _app.RestoreAsync();
        var remembered = await MemoryAsync();
        var id = await _app.AdoptAsync();
        await _app.Database.ExecuteAsync("UPDATE log_adoptions SET root_hash = decode(repeat('00', 32), 'hex')");
        var root = (await AdoptAsync(id, "--yes")).Ends(4);
        await _app.Database.ExecuteAsync("UPDATE log_adoptions SET tree_size = 601");
        var size = (await AdoptAsync(id, "--yes")).Ends(4);
        await _app.Database.ExecuteAsync("SET session_replication_role = replica; UPDATE log_trees SET size = 599");
        var damaged = (await AdoptAsync(id, "--yes")).Ends(4);

        Assert.That(root.Error, Does.Contain("evidence.adoption_another_tree"));
        Assert.That(size.Error, Does.Contain("evidence.adoption_another_tree"));
        Assert.That(damaged.Error, Does.Contain("log_memory.not_believed"));
        await IsAsBeforeAsync(remembered);
    }

    [Test]
    public async Task Nothing_is_changed_where_no_key_of_the_machine_has_signed_the_stored_log()
    {
        await _app.RestoreAsync();
        var remembered = await MemoryAsync();
        var id = await _app.AdoptAsync();

        var run = (await AdoptAsync(id, Directory.CreateDirectory(Path.Combine(_app.LogKeysPath, "..", "no-keys")).FullName, ["--yes"])).Ends(4);

        Assert.That(run.Error, Does.Contain("log_memory.not_believed"));
        await IsAsBeforeAsync(remembered);
    }

    [Test]
    public async Task A_memory_that_cannot_be_written_is_said_and_left()
    {
        await _app.RestoreAsync();
        var remembered = await MemoryAsync();
        var id = await _app.AdoptAsync();
        File.Delete(MemoryFile() + ".lock");
        Directory.CreateDirectory(MemoryFile() + ".lock");

        var run = (await AdoptAsync(id, "--yes")).Ends(4);

        Assert.That(run.Error, Does.Contain("log_memory.unusable"));
        await IsAsBeforeAsync(remembered);
    }

    [Test]
    public async Task An_adoption_lets_a_machine_go_on_once()
    {
        await _app.RestoreAsync();
        var id = await _app.AdoptAsync();
        (await AdoptAsync(id, "--yes")).Ends(0);
        await _app.SequenceAsync();
        await _app.Database.PutBackAsync(600);
        var remembered = await MemoryAsync();

        var run = (await AdoptAsync(id, "--yes")).Ends(4);

        Assert.That(run.Error, Does.Contain("log_memory.adoption_used"));
        await IsAsBeforeAsync(remembered);
    }

    [Test]
    public async Task A_worker_with_a_memory_of_its_own_is_let_go_on_after_another_has()
    {
        await using var other = _app.Replica(memory: OtherMemory());
        await _app.Database.WriteEntriesAsync(3);
        await other.Services.SequenceAsync(_app.Database);
        await _app.RestoreAsync();
        File.Copy(MemoryFile(), Path.Combine(OtherMemory(), Path.GetFileName(MemoryFile())), overwrite: true);
        var id = await _app.AdoptAsync();
        (await AdoptAsync(id, "--yes")).Ends(0);
        await _app.SequenceAsync();
        await _app.Database.WriteEntriesAsync(4);
        await other.Services.SequenceAsync(_app.Database);
        var stood = (await _app.Database.CheckpointAsync()).Size;

        var environment = Environment();
        environment[LogMemoryDirectory.Variable] = OtherMemory();
        (await CliRun.WithAsync(environment, "evidence", "adopt", "--adoption", id, "--yes")).Ends(0);
        await other.Services.SequenceAsync(_app.Database);

        Assert.That(stood, Is.EqualTo(605));
        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(609));
    }

    [Test]
    public async Task What_was_begun_over_a_tree_that_is_given_up_keeps_nothing_back()
    {
        await _app.RestoreAsync();
        var id = await _app.AdoptAsync();
        await _app.Database.ExecuteAsync(
            """
            SET session_replication_role = replica;
            UPDATE log_trees SET begun_size = 599, begun_root = sha256('x'), begun_entries = ARRAY[gen_random_uuid()];
            """);

        (await AdoptAsync(id, "--yes")).Ends(0);
        await _app.SequenceAsync();

        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(605));
    }

    private Task<CliRun> AdoptAsync(string id, params string[] more) => AdoptAsync(id, _app.LogKeysPath, more);

    private Task<CliRun> AdoptAsync(string id, string keys, string[] more)
    {
        var environment = Environment();
        environment[LogKeyDirectory.Variable] = keys;
        return CliRun.WithAsync(environment, ["evidence", "adopt", "--adoption", id, .. more]);
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["CAVRA_DATABASE"] = _app.Database.ConnectionString,
        [LogKeyDirectory.Variable] = _app.LogKeysPath,
        [LogMemoryDirectory.Variable] = _app.LogMemoryPath,
    };

    private async Task IsAsBeforeAsync(string remembered)
    {
        Assert.That(await MemoryAsync(), Is.EqualTo(remembered));
        await _app.SequenceAsync();
        Assert.That(await _app.Database.ScalarAsync<long>("SELECT max(size) FROM log_checkpoints"), Is.EqualTo(600), "nothing is signed");
    }

    private string OtherMemory() => Directory.CreateDirectory(Path.Combine(_app.LogMemoryPath, "..", "other-memory")).FullName;

    private string MemoryFile() => Directory.GetFiles(_app.LogMemoryPath).Single(file =>
        Path.GetExtension(file).Length == 0 && File.ReadLines(file).First().EndsWith("/" + _app.Workspace, StringComparison.Ordinal));

    private async Task<string> MemoryAsync() => await File.ReadAllTextAsync(MemoryFile());
}
