using Cavra.Infrastructure.Evidence.Log;
using Cavra.Testing;
using Cavra.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Evidence.Adoptions;

/// <summary>What whoever kept a checkpoint of what was given up is told.</summary>
public sealed class RestoredVerdictTests
{
    private CavraApp _app = null!;
    private string _kept = null!;
    private string _keys = null!;

    [SetUp]
    public async Task GivenARestoredLog()
    {
        _app = await CavraApp.StartAsync();
        _kept = Path.Combine(_app.LogKeysPath, "..", "kept");
        await File.WriteAllTextAsync(_kept, await _app.RestoreAsync());
        _keys = (await _app.Database.ColumnAsync("SELECT encode(public_key, 'base64') FROM log_keys")).Single();
        _keys = Domain.Evidence.Log.VerifierKey.OfEd25519((await _app.Database.CheckpointAsync()).Origin, Convert.FromBase64String(_keys)).ToString();
    }

    [TearDown]
    public async Task StopCavra() => await _app.DisposeAsync();

    [Test]
    public async Task A_log_that_was_adopted_says_so_itself_and_is_not_sound()
    {
        await GoOnAsync();

        var run = await VerifyAsync();

        run.Ends(1);
        Assert.That(run.Output, Does.Contain("First bad index: 600."));
        Assert.That(run.Error, Does.StartWith("Restored. The log has not grown from the checkpoint of 677 entries, because it was restored: administrator asked, and admin confirmed at 2026-11-02T")
            .And.Contain("that it go on from its first 600 entries; what had been signed from index 600 on was given up."));
        Assert.That((await FsckAsync()).Finding, Is.EqualTo(VerificationFinding.Restored));
    }

    [Test]
    public async Task It_says_so_too_once_the_log_is_longer_than_what_was_given_up()
    {
        await GoOnAsync();
        await _app.Database.WriteEntriesAsync(200);
        await _app.SequenceAsync();

        Assert.That((await VerifyAsync()).Ends(1).Error, Does.StartWith("Restored. "));
    }

    [Test]
    public async Task A_log_that_nobody_confirmed_was_rolled_back()
    {
        await _app.Admin.AskAsync();
        Directory.Delete(_app.LogMemoryPath, recursive: true);
        await _app.SequenceAsync();

        Assert.That((await VerifyAsync()).Ends(1).Error, Does.StartWith("Tampered. The log had 677 entries and has 603: it was rolled back."));
    }

    [Test]
    public async Task A_log_that_was_adopted_and_then_changed_is_tampered_with()
    {
        await GoOnAsync();
        await _app.Database.ExecuteAsync(
            "SET session_replication_role = replica; UPDATE evidence_documents SET document = document || ' ' WHERE entry_id = (SELECT entry_id FROM log_entries WHERE index = 3)");

        Assert.That((await FsckAsync()).Finding, Is.EqualTo(VerificationFinding.Tampered));
    }

    [Test]
    public async Task A_log_that_has_grown_from_the_kept_checkpoint_is_sound_whatever_was_given_up()
    {
        await GoOnAsync();
        var kept = (await _app.Database.ColumnAsync("SELECT note FROM log_checkpoints WHERE size = 600")).Single();
        await File.WriteAllTextAsync(_kept, kept);
        await _app.Database.WriteEntriesAsync(5);
        await _app.SequenceAsync();

        Assert.That((await VerifyAsync()).Ends(0).Output, Does.StartWith("Sound. "));
    }

    private async Task GoOnAsync()
    {
        var id = await _app.AdoptAsync();
        (await CliRun.WithAsync(
            new Dictionary<string, string>
            {
                ["CAVRA_DATABASE"] = _app.Database.ConnectionString,
                [LogKeyDirectory.Variable] = _app.LogKeysPath,
                [LogMemoryDirectory.Variable] = _app.LogMemoryPath,
            },
            "evidence", "adopt", "--adoption", id, "--yes")).Ends(0);
        await _app.SequenceAsync();
    }

    private async Task<CliRun> VerifyAsync() => await CliRun.WithAsync(
        new Dictionary<string, string> { ["CAVRA_KEY"] = _app.AdminKey },
        "evidence", "verify", _app.Address.ToString(), "--key", _keys, "--since", _kept);

    private async Task<VerificationResult> FsckAsync()
    {
        var check = _app.Services.GetRequiredService<LogCheck>();
        var workspace = (await check.WorkspacesAsync(CancellationToken.None)).Single();
        return (await check.CheckAsync(workspace, await File.ReadAllBytesAsync(_kept), progress: null, CancellationToken.None)).VerificationResult;
    }
}
