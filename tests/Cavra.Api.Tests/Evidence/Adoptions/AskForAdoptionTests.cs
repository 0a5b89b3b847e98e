using Cavra.Domain.Evidence.Log;
using Cavra.Testing;

namespace Cavra.Api.Tests.Evidence.Adoptions;

/// <summary>Asking that a restored log be gone on with, and confirming it.</summary>
public sealed class AskForAdoptionTests
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
    public async Task One_person_asks_and_another_confirms_and_both_are_evidence_that_waits()
    {
        await _app.RestoreAsync();
        var stored = await _app.Database.CheckpointAsync();
        using var other = await _app.ClientWithAsync("admin");

        var asked = await _app.Admin.AskAsync("The disk failed; password=hunter2secret");
        var id = asked.Text("adoption.adoption_id");
        _app.Clock.Advance(LogAdoption.Patience - TimeSpan.FromSeconds(1));
        var confirmed = (await other.PostJsonAsync($"{ARestoredLog.Adoptions}/{id}/confirm")).Ok();
        await _app.SequenceAsync();

        var rows = await _app.Database.ColumnAsync("SELECT concat_ws(' ', tree_size, encode(root_hash, 'base64'), state, reason) FROM log_adoptions");
        var evidence = (await _app.Database.EvidenceAsync()).Where(entry => entry["what"]!["metadata_kind"]?.ToString() == "evidence-log-adoption").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(asked.Text("adoption.state"), Is.EqualTo("asked"));
            Assert.That(asked.Number("adoption.tree_size"), Is.EqualTo(600));
            Assert.That(asked.Text("adoption.root_hash"), Is.EqualTo(stored.Root.ToString()));
            Assert.That(asked.Text("adoption.reason"), Does.StartWith("The disk failed;").And.Not.Contain("hunter2secret"));
            Assert.That(confirmed.Text("adoption.state"), Is.EqualTo("confirmed"));
            Assert.That(confirmed.Text("adoption.confirmed_by"), Is.EqualTo("admin"));
            Assert.That(rows, Is.EqualTo(new[] { $"600 {stored.Root} confirmed {asked.Text("adoption.reason")}" }));
            Assert.That(evidence.Select(entry => entry.Text("what.summary.state")), Is.EqualTo(new[] { "asked", "confirmed" }));
            Assert.That(evidence.Select(entry => entry.Text("what.resource_id")), Is.All.EqualTo(id));
            Assert.That(evidence.Select(entry => entry.Text("what.resource_type")), Is.All.EqualTo("log adoption"));
            Assert.That(evidence.Select(entry => entry.Number("what.summary.tree_size")), Is.All.EqualTo(600));
            Assert.That(evidence.Select(entry => entry.Text("what.summary.root_hash")), Is.All.EqualTo(stored.Root.ToString()));
        });
        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo(600), "asking and confirming alone let nobody go on");
    }

    [Test]
    public async Task Whoever_asked_cannot_confirm_with_another_key_of_theirs_either()
    {
        await _app.RestoreAsync();
        var first = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "first", owner = "dana", roles = new[] { "admin" } })).Created().Text("key");
        var second = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "second", owner = "dana", roles = new[] { "admin" } })).Created().Text("key");
        using var asking = _app.Client(first);
        using var confirming = _app.Client(second);
        var id = (await asking.AskAsync()).Text("adoption.adoption_id");

        (await confirming.PostJsonAsync($"{ARestoredLog.Adoptions}/{id}/confirm")).Problem(409, "evidence.adoption_same_person");

        Assert.That(await _app.Database.ScalarAsync<string>("SELECT state FROM log_adoptions"), Is.EqualTo("asked"));
        Assert.That(await _app.Database.EvidenceLinesAsync(), Does.Contain("confirm log adoption: refused:evidence.adoption_same_person"));
    }

    [Test]
    public async Task It_is_confirmed_once_and_within_24_hours()
    {
        await _app.RestoreAsync();
        using var other = await _app.ClientWithAsync("admin");
        var late = (await _app.Admin.AskAsync()).Text("adoption.adoption_id");
        _app.Clock.Advance(LogAdoption.Patience);
        (await other.PostJsonAsync($"{ARestoredLog.Adoptions}/{late}/confirm")).Problem(409, "evidence.adoption_expired");
        var id = await _app.AdoptAsync();

        (await other.PostJsonAsync($"{ARestoredLog.Adoptions}/{id}/confirm")).Problem(409, "evidence.adoption_already_confirmed");

        var list = (await _app.Admin.GetJsonAsync(ARestoredLog.Adoptions)).Ok();
        Assert.That((list.Text("items.0.adoption_id"), list.Text("items.0.state")), Is.EqualTo((id, "confirmed")), "the newest first");
        Assert.That((list.Text("items.1.adoption_id"), list.Text("items.1.state")), Is.EqualTo((late, "expired")));
    }

    [Test]
    public async Task It_is_not_confirmed_for_another_tree_than_the_one_asked_about()
    {
        await _app.Database.WriteEntriesAsync(500);
        await _app.SequenceAsync();
        await _app.RestoreAsync();
        using var other = await _app.ClientWithAsync("admin");
        var id = (await _app.Admin.AskAsync()).Text("adoption.adoption_id");
        await _app.Database.PutBackAsync((int)await _app.Database.ScalarAsync<long>("SELECT min(size) FROM log_checkpoints"));

        (await other.PostJsonAsync($"{ARestoredLog.Adoptions}/{id}/confirm")).Problem(409, "evidence.adoption_another_tree");
    }

    [Test]
    public async Task A_log_that_goes_on_or_is_damaged_is_not_adopted()
    {
        await _app.Database.WriteEntriesAsync(5);
        await _app.SequenceAsync();
        (await _app.Admin.PostJsonAsync(ARestoredLog.Adoptions, new { reason = "x" })).Problem(409, "evidence.adoption_not_stopped");
        await _app.RestoreAsync();
        await _app.Database.ExecuteAsync("UPDATE log_trees SET size = 599");

        (await _app.Admin.PostJsonAsync(ARestoredLog.Adoptions, new { reason = "x" })).Problem(409, "evidence.adoption_damaged");
        (await _app.Admin.PostJsonAsync(ARestoredLog.Adoptions, new { reason = " " })).InvalidAt("/reason");
        (await _app.Admin.PostJsonAsync($"{ARestoredLog.Adoptions}/logadoption-019a43b1f20070008000000000000009/confirm")).Problem(404, "evidence.adoption_not_found");

        Assert.That(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM log_adoptions"), Is.Zero);
    }
}
