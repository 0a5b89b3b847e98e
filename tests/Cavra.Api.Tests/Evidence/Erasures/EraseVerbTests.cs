using Cavra.Api.Tests.Cli;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;

namespace Cavra.Api.Tests.Evidence.Erasures;

/// <summary>Asking for an erasure, confirming and listing on the command line.</summary>
internal sealed class EraseVerbTests
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
    public async Task Whoever_confirms_is_told_what_will_be_erased_and_that_it_cannot_be_undone()
    {
        var (entry, id, other) = await GivenAnErasureAsync();

        var run = (await _app.RunAsAsync(other, "evidence", "erase", "--confirm", id, "--yes")).Ends(0);

        Assert.That(run.Output, Does.Contain($"{entry}, number ").And.Contain("of the log: \"create api key\", access-key.")
            .And.Contain("administrator asked at 2026-11-").And.Contain("that its text be erased: A password slipped through.")
            .And.Contain("Erasing can't be undone.").And.Contain($"Confirmed. The text of {entry} will be removed from the log."));
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "confirmed" }));
        Assert.That(await _app.Database.EvidenceLinesAsync(), Does.Contain("ask evidence erasure: done").And.Contain("confirm evidence erasure: done"));
    }

    [Test]
    public async Task Nothing_is_confirmed_without_a_yes_by_whoever_asked_or_that_there_is_not()
    {
        var (_, id, other) = await GivenAnErasureAsync();

        var unasked = (await _app.RunAsAsync(other, "evidence", "erase", "--confirm", id)).Ends(2);
        var same = (await _app.RunAsync("evidence", "erase", "--confirm", id, "--yes")).Ends(4);
        var unknown = (await _app.RunAsAsync(other, "evidence", "erase", "--confirm", "erasure-019a43b1f20070008000000000000009", "--yes")).Ends(4);

        Assert.That(unasked.Output, Does.Contain("Erasing can't be undone."));
        Assert.That(unasked.Error, Does.Contain("Nothing is changed without --yes."));
        Assert.That(same.Error, Does.Contain("evidence.erasure_same_person"));
        Assert.That(unknown.Error, Does.Contain("evidence.erasure_not_found"));
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "asked" }));
    }

    [Test]
    public async Task One_that_has_expired_is_refused_and_nobody_is_asked()
    {
        var (_, id, other) = await GivenAnErasureAsync();
        _app.Clock.Advance(EvidenceErasure.Patience);

        var run = (await _app.RunAsAsync(other, "evidence", "erase", "--confirm", id)).Ends(4);

        Assert.That(run.Error, Does.Contain("evidence.erasure_expired").And.Not.Contain("--yes"));
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public async Task They_are_listed_newest_first()
    {
        var (entry, id, other) = await GivenAnErasureAsync();

        var list = (await _app.RunAsAsync(other, "evidence", "erasures")).Ends(0);
        var json = (await _app.RunAsAsync(other, "evidence", "erase", "--confirm", id, "--yes", "--json")).Ends(0);
        var empty = (await _app.RunAsAsync((await _cavra.NewWorkspaceAsync()).AdminKey, "evidence", "erasures")).Ends(0);

        Assert.That(list.Output, Does.Contain($"\tadministrator\t{entry}\tcreate api key\tA password slipped through.\tasked\t-\t{id}\n"));
        Assert.That(json.Json.Text("erasure.state"), Is.EqualTo("confirmed"));
        Assert.That(json.Error, Does.Contain("Erasing can't be undone."));
        Assert.That(empty.Error, Does.Contain("There is nothing here yet."));
    }

    [TestCase("evidence erase")]
    [TestCase("evidence erase evidence-1")]
    [TestCase("evidence erase --reason x")]
    [TestCase("evidence erase --reason x --confirm erasure-1")]
    [TestCase("evidence erase evidence-1 --confirm erasure-1")]
    [TestCase("evidence erase evidence-1 --reason x --yes")]
    public async Task Asking_and_confirming_are_told_apart_before_anything_is_asked(string line)
    {
        (await _app.RunAsync(line.Split(' '))).Ends(2);

        Assert.That(await _app.Database.EvidenceLinesAsync(), Has.None.Contains("erasure"));
    }

    private async Task<(string Entry, string Erasure, string OtherKey)> GivenAnErasureAsync()
    {
        var other = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "other", roles = new[] { "admin" } })).Created().Text("key");
        var entry = await _app.GivenALoggedEntryAsync();
        var asked = (await _app.RunAsync("evidence", "erase", entry, "--reason", "A password slipped through.")).Ends(0).Output;
        var id = asked[asked.IndexOf("erasure-", StringComparison.Ordinal)..].Trim();
        Assert.That(asked, Does.StartWith("Asked. Nothing is erased yet: another person confirms it until 2026-11-"));
        return (entry, id, other);
    }

    private async Task<IReadOnlyList<string>> StatesAsync() => await _app.Database.ColumnAsync("SELECT state FROM evidence_erasures");
}
