using Cavra.Api.Tests.Evidence;
using Cavra.Domain.Evidence;
using Cavra.Testing;

namespace Cavra.Api.Tests.Docs;

/// <summary>Runs the steps of <c>docs/verify.md</c> on a real receipt, word for word, with the tools it names.</summary>
public sealed class VerifyPageTests
{
    private CavraApp _app = null!;
    private string _directory = "";
    private string _key = "";

    [SetUp]
    public async Task GivenAReceipt()
    {
        _directory = Directory.CreateTempSubdirectory("cavra-verify-").FullName;
        _app = await CavraApp.StartAsync();
        await _app.Database.WriteEntriesAsync(300);
        await _app.SequenceAsync();
        await _app.GivenAScheduleAsync("nightly");
        await _app.Database.WriteEntriesAsync(40);
        await _app.SequenceAsync();
        (await _app.Admin.PostJsonAsync("/evidence/keys", new { })).Ok();
        await _app.SequenceAsync();
        var id = (await _app.Admin.GetJsonAsync("/evidence/entries?action=define drill schedule")).Ok().Text("items.0.evidence_id");
        await File.WriteAllTextAsync(Receipt, await _app.Admin.GetStringAsync($"/evidence/entries/{id}/receipt"));
        _key = (await _app.Admin.GetJsonAsync("/evidence/keys")).Ok().Text("items.1.verifier_key");
    }

    [TearDown]
    public async Task Forget()
    {
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Test]
    public async Task The_steps_of_the_page_verify_a_receipt()
    {
        var output = await RunAsync();

        Assert.That(output, Does.Contain("Signature Verified Successfully").And.Contain("The entry is in the log, at that index."));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(_directory, "entry.json")), Does.Contain("define drill schedule"));
    }

    [Test]
    public async Task The_steps_of_the_page_refuse_an_entry_that_was_changed()
    {
        var receipt = await File.ReadAllTextAsync(Receipt);
        var at = receipt.IndexOf("extra ", StringComparison.Ordinal) + 100;
        await File.WriteAllTextAsync(Receipt, receipt[..at] + (receipt[at] is 'A' ? 'B' : 'A') + receipt[(at + 1)..]);

        Assert.That(await RunAsync(), Does.Not.Contain("The entry is in the log"));
    }

    [Test]
    public async Task The_steps_of_the_page_refuse_every_other_index()
    {
        var receipt = await File.ReadAllTextAsync(Receipt);
        var index = long.Parse(receipt.Split('\n').Single(line => line.StartsWith("index ", StringComparison.Ordinal))[6..]);
        foreach (var other in new[] { 0, 1, index - 1, index + 1, index / 2, index ^ 256, index + 512, 100_000 }.Distinct())
        {
            await File.WriteAllTextAsync(Receipt, receipt.Replace($"\nindex {index}\n", $"\nindex {other}\n", StringComparison.Ordinal));

            Assert.That(await RunAsync(), Does.Not.Contain("The entry is in the log"), $"index {other} for {index}");
        }
    }

    [Test]
    public async Task The_steps_of_the_page_refuse_every_other_index_of_the_newest_entry()
    {
        await _app.Database.WriteEntriesAsync(1);
        await _app.SequenceAsync();
        var newest = (await _app.Database.ColumnAsync("SELECT index || ' ' || entry_id FROM log_entries ORDER BY index DESC LIMIT 1")).Single().Split(' ');
        var id = new EvidenceId(Guid.Parse(newest[1]));
        var receipt = await _app.Admin.GetStringAsync($"/evidence/entries/{id}/receipt");
        await File.WriteAllTextAsync(Receipt, receipt);
        _key = (await _app.Admin.GetJsonAsync("/evidence/keys")).Ok().Text("items.0.verifier_key");
        Assert.That(await RunAsync(), Does.Contain("at that index"));
        foreach (var other in new[] { 0, 1, 2, 31, 63, 127, 255 })
        {
            await File.WriteAllTextAsync(Receipt, receipt.Replace($"\nindex {newest[0]}\n", $"\nindex {other}\n", StringComparison.Ordinal));

            Assert.That(await RunAsync(), Does.Not.Contain("The entry is in the log"), $"index {other} for {newest[0]}");
        }
    }

    [Test]
    public async Task The_steps_of_the_page_refuse_another_key()
    {
        _key = "cavra/other/default+00000000+AUGMJ7lBq4kN8JbfBqxzZ0Uq3wgxZeFM1qj3m1m0cJ2r";

        Assert.That(await RunAsync(), Does.Not.Contain("Verified Successfully"));
    }

    private string Receipt => PageScript.ReceiptIn(_directory);

    private async Task<string> RunAsync() => (await PageScript.RunAsync("bash", _directory, _key)).Output;
}
