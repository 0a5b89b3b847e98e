using Cavra.Api.Tests.Evidence;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

internal sealed class VerifyVerbTests
{
    private CavraApp _app = null!;
    private string _directory = "";
    private string _key = "";

    [OneTimeSetUp]
    public async Task GivenALog()
    {
        _directory = Directory.CreateTempSubdirectory("cavra-verify-").FullName;
        _app = await CavraApp.StartAsync();
        await _app.GivenAScheduleAsync("nightly");
        await _app.Database.WriteEntriesAsync(600);
        await _app.SequenceAsync();
        _key = (await RunAsync("evidence", "keys", "list", "--json")).Ends(0).Json.Text("items.0.verifier_key");
    }

    [OneTimeTearDown]
    public async Task Forget()
    {
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Test]
    public async Task A_served_log_is_verified_whole()
    {
        var run = (await RunAsync("evidence", "verify", $"{_app.Address}evidence", "--key", _key)).Ends(0);
        var size = (await _app.Database.CheckpointAsync()).Size;

        Assert.That(run.Output, Does.StartWith($"Sound. All {size} entries of cavra/"));
    }

    [Test]
    public async Task A_server_named_instead_of_its_log_is_asked_for_its_log()
    {
        var run = (await RunAsync("evidence", "verify", $"{_app.Address}", "--key", _key)).Ends(0);

        Assert.That(run.Output, Does.StartWith("Sound."));
    }

    [Test]
    public async Task A_served_log_must_have_grown_from_a_checkpoint_that_was_kept()
    {
        var kept = Path.Combine(_directory, "kept");
        await File.WriteAllTextAsync(kept, await _app.Admin.GetStringAsync("/evidence/checkpoint"));

        (await RunAsync("evidence", "verify", $"{_app.Address}evidence", "--key", _key, "--since", kept)).Ends(0);
    }

    [Test]
    public async Task A_receipt_is_verified_without_a_server()
    {
        var receipt = await ReceiptAsync();
        var run = (await CliRun.Of("evidence", "verify", receipt, "--key", _key, "--json")).Ends(0);
        var text = await File.ReadAllTextAsync(receipt);
        await File.WriteAllTextAsync(receipt, text.Replace("\nindex ", "\nindex 1", StringComparison.Ordinal));
        var changed = (await CliRun.Of("evidence", "verify", receipt, "--key", _key)).Ends(1);

        Assert.Multiple(() =>
        {
            Assert.That(run.Json.Text("finding"), Is.EqualTo("sound"));
            Assert.That(changed.Error, Does.Contain("Tampered").Or.Contain("Unreadable"));
        });
    }

    [Test]
    public async Task What_is_asked_wrongly_ends_with_2()
    {
        var receipt = await ReceiptAsync();

        (await CliRun.Of("evidence", "verify", receipt, "--key", "no key")).Ends(2);
        (await CliRun.Of("evidence", "verify", Path.Combine(_directory, "nothing"), "--key", _key)).Ends(2);
        (await CliRun.Of("evidence", "verify", receipt)).Ends(2);
        var empty = Path.Combine(_directory, "no-keys.txt");
        await File.WriteAllTextAsync(empty, "\n");
        Assert.That((await CliRun.Of("evidence", "verify", receipt, "--key", empty)).Ends(2).Error, Does.Contain("holds no verifier key"));
    }

    [Test]
    public async Task What_another_key_has_signed_is_told_from_what_was_changed()
    {
        var receipt = await ReceiptAsync();
        var other = VerifierKey.OfEd25519(_key.Split('+')[0], [.. Enumerable.Repeat((byte)7, 32)]);

        var verdict = (await CliRun.Of("evidence", "verify", receipt, "--key", other.ToString())).Ends(1);

        Assert.That(verdict.Error, Does.StartWith("Untrusted. ").And.Contain("signed by none of the trusted keys"));
    }

    [Test]
    public async Task A_pipe_in_the_place_of_a_file_is_no_evidence_and_is_not_waited_for()
    {
        var directory = Directory.CreateDirectory(Path.Combine(_directory, "unpacked")).FullName;
        using var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(directory, "checkpoint")]);
        await made.WaitForExitAsync();

        Assert.That((await CliRun.Of("evidence", "verify", directory, "--key", _key).OrHangAsync()).Ends(1).Error, Does.StartWith("Unreadable"));
    }

    [Test]
    public async Task What_is_no_evidence_is_unreadable()
    {
        var file = Path.Combine(_directory, "letter.txt");
        await File.WriteAllTextAsync(file, "Dear auditor");

        var run = (await CliRun.Of("evidence", "verify", file, "--key", _key)).Ends(1);

        Assert.That(run.Error, Does.Contain("Unreadable"));
    }

    private async Task<string> ReceiptAsync()
    {
        var id = (await _app.Admin.GetJsonAsync("/evidence/entries?action=define drill schedule")).Ok().Text("items.0.evidence_id");
        var file = Path.Combine(_directory, Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, await _app.Admin.GetStringAsync($"/evidence/entries/{id}/receipt"));
        return file;
    }

    private Task<CliRun> RunAsync(params string[] arguments) => CliRun.WithAsync(
        new Dictionary<string, string> { ["CAVRA_SERVER"] = $"{_app.Address}", ["CAVRA_KEY"] = _app.AdminKey }, arguments);
}
