using System.Text.Json.Nodes;
using Cavra.Api.Tests.Evidence.Adoptions;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;

namespace Cavra.Api.Tests.Evidence.Erasures;

/// <summary>Asking that an evidence entry's text be erased, and confirming it.</summary>
public sealed class AskForErasureTests
{
    private const string Unknown = "evidence-019a43b1f20070008000000000000009";

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task GivenAWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task One_person_asks_and_another_confirms_and_both_are_evidence_that_builds_on_the_entry()
    {
        using var other = await _app.ClientWithAsync("admin");
        var entry = await _app.GivenALoggedEntryAsync();
        var index = await _app.Database.ScalarAsync<long>($"SELECT index FROM log_entries WHERE entry_id = '{Guid.Parse(entry["evidence-".Length..])}'");

        var asked = await _app.Admin.AskToEraseAsync(entry, "It holds password=hunter2secret");
        var id = asked.Text("erasure.erasure_id");
        _app.Clock.Advance(EvidenceErasure.Patience - TimeSpan.FromSeconds(1));
        var confirmed = (await other.ConfirmErasureAsync(id)).Ok();

        var reason = asked.Text("erasure.reason");
        var rows = await _app.Database.ColumnAsync(
            "SELECT concat_ws(' ', entry_index, entry_action, entry_kind, state, asked_by ->> 'display', confirmed_by ->> 'display', reason) FROM evidence_erasures");
        var evidence = await ErasuresProvedAsync();
        Assert.Multiple(() =>
        {
            Assert.That(asked.Text("erasure.state"), Is.EqualTo("asked"));
            Assert.That(asked.Text("erasure.erased_evidence_id"), Is.EqualTo(entry));
            Assert.That(asked.Number("erasure.entry_index"), Is.EqualTo(index).And.GreaterThan(0));
            Assert.That(asked.Text("erasure.entry_action"), Is.EqualTo("create api key"));
            Assert.That(asked.Text("erasure.entry_kind"), Is.EqualTo("access-key"));
            Assert.That(reason, Does.StartWith("It holds ").And.Not.Contain("hunter2secret"));
            Assert.That(confirmed.Text("erasure.state"), Is.EqualTo("confirmed"), "which says that the bytes will be removed, and not that they are gone");
            Assert.That(confirmed.Text("erasure.confirmed_by"), Is.EqualTo("admin"));
            Assert.That(rows, Is.EqualTo(new[] { $"{index} create api key access-key confirmed administrator admin {reason}" }));
            Assert.That(evidence.Select(one => one.Text("what.summary.state")), Is.EqualTo(new[] { "asked", "confirmed" }));
            Assert.That(evidence.Select(one => one.Text("what.resource_id")), Is.All.EqualTo(id));
            Assert.That(evidence.Select(one => one.Text("what.resource_type")), Is.All.EqualTo("evidence erasure"));
            Assert.That(evidence.Select(one => one.Text("what.summary.erased_evidence_id")), Is.All.EqualTo(entry));
            Assert.That(evidence.Select(one => one.Number("what.summary.entry_index")), Is.All.EqualTo(index));
            Assert.That(evidence.Select(one => one.Text("what.summary.reason")), Is.All.EqualTo(reason));
            Assert.That(evidence.Select(one => one.Text("what.summary.asked_by")), Is.All.EqualTo("administrator"));
            Assert.That(evidence[1].Text("what.summary.confirmed_by"), Is.EqualTo("admin"));
            Assert.That(Links(evidence[0]), Is.EqualTo(new[] { entry }));
            Assert.That(Links(evidence[1]), Is.EqualTo(new[] { entry, asked.Text("metadata.evidence_id") }));
        });
        Assert.That(await _app.Database.EverythingAsync(), Does.Not.Contain("hunter2secret"));
    }

    [Test]
    public async Task Whoever_asked_cannot_confirm_with_another_key_of_theirs_either()
    {
        var first = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "first", owner = "dana", roles = new[] { "admin" } })).Created().Text("key");
        var second = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "second", owner = "dana", roles = new[] { "admin" } })).Created().Text("key");
        using var asking = _app.Client(first);
        using var confirming = _app.Client(second);
        var id = (await asking.AskToEraseAsync(await _app.GivenALoggedEntryAsync())).Text("erasure.erasure_id");

        (await asking.ConfirmErasureAsync(id)).Problem(409, "evidence.erasure_same_person");
        (await confirming.ConfirmErasureAsync(id)).Problem(409, "evidence.erasure_same_person");

        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "asked" }));
        Assert.That(await _app.Database.EvidenceLinesAsync(), Has.Exactly(2).EqualTo("confirm evidence erasure: refused:evidence.erasure_same_person"));
    }

    [Test]
    public async Task It_is_confirmed_once_and_within_24_hours_and_asked_again_after_them()
    {
        using var other = await _app.ClientWithAsync("admin");
        var entry = await _app.GivenALoggedEntryAsync();
        var late = (await _app.Admin.AskToEraseAsync(entry)).Text("erasure.erasure_id");
        _app.Clock.Advance(EvidenceErasure.Patience);
        (await other.ConfirmErasureAsync(late)).Problem(409, "evidence.erasure_expired");
        var id = (await _app.Admin.AskToEraseAsync(entry)).Text("erasure.erasure_id");
        (await other.ConfirmErasureAsync(id)).Ok();

        (await other.ConfirmErasureAsync(id)).Problem(409, "evidence.erasure_already_confirmed");
        await RefusesAsync(entry, 409, "evidence.erasure_already_confirmed");

        var list = (await _app.Admin.GetJsonAsync(GivenErasures.Erasures)).Ok();
        Assert.That((list.Text("items.0.erasure_id"), list.Text("items.0.state")), Is.EqualTo((id, "confirmed")), "the newest first");
        Assert.That((list.Text("items.1.erasure_id"), list.Text("items.1.state")), Is.EqualTo((late, "expired")));
        Assert.That((await ErasuresProvedAsync()).Select(one => one.Text("what.summary.state")), Is.EqualTo(new[] { "asked", "asked", "confirmed" }));
    }

    [Test]
    public async Task What_is_asked_for_is_not_asked_for_twice_and_another_entry_is()
    {
        var entry = await _app.GivenALoggedEntryAsync();
        await _app.Admin.AskToEraseAsync(entry);
        using var other = await _app.ClientWithAsync("admin");

        (await other.PostJsonAsync(GivenErasures.Erasures, new { evidence_id = entry, reason = "x" })).Problem(409, "evidence.erasure_already_asked");
        await other.AskToEraseAsync(await _app.GivenALoggedEntryAsync("another"));

        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "asked", "asked" }));
    }

    [Test]
    public async Task Of_two_who_ask_for_the_same_at_once_one_is_refused()
    {
        using var other = await _app.ClientWithAsync("admin");
        var entry = await _app.GivenALoggedEntryAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(turn => (turn % 2 == 0 ? _app.Admin : other).PostJsonAsync(
            GivenErasures.Erasures, new { evidence_id = entry, reason = "x" })));

        Assert.That(answers.Select(answer => (int)answer.Status).Order(), Is.EqualTo(new[] { 200, 409, 409, 409, 409, 409 }));
        Assert.That(await StatesAsync(), Is.EqualTo(new[] { "asked" }));
    }

    [Test]
    public async Task An_entry_that_there_is_not_or_that_the_log_has_not_taken_in_is_not_erased()
    {
        var waiting = (await _app.Admin.PostJsonAsync("/access/keys", new { name = "waits", roles = new[] { "ci" } })).Created().Text("metadata.evidence_id");

        await RefusesAsync(Unknown, 404, "evidence.not_found");
        await RefusesAsync("no id", 404, "evidence.not_found");
        await RefusesAsync(waiting, 409, "evidence.not_in_log_yet");
        (await _app.Admin.PostJsonAsync(GivenErasures.Erasures, new { evidence_id = waiting, reason = " " })).InvalidAt("/reason");
        (await _app.Admin.ConfirmErasureAsync("erasure-019a43b1f20070008000000000000009")).Problem(404, "evidence.erasure_not_found");

        Assert.That(await StatesAsync(), Is.Empty);
        Assert.That(await _app.Database.EvidenceLinesAsync(), Does.Contain("ask evidence erasure: refused:evidence.not_in_log_yet"));
    }

    [Test]
    public async Task What_verification_needs_is_not_erased()
    {
        var asked = await _app.Admin.AskToEraseAsync(await _app.GivenALoggedEntryAsync());
        using var auditor = await _app.ClientWithAsync("auditor");
        await _app.SequenceUntilAsync(auditor.PostAsync("/evidence/exports", new StringContent("""{"since":"2026-01-01T00:00:00Z"}""", null, "application/json")));
        await _app.SequenceAsync();
        await _app.RestoreAsync();
        var adoption = (await _app.Admin.AskAsync()).Text("metadata.evidence_id");
        var export = await _app.Database.ScalarAsync<Guid>("SELECT id FROM evidence_entries WHERE kind = 'evidence-export'");

        await RefusesAsync(asked.Text("metadata.evidence_id"), 409, "evidence.erasure_of_proof");
        await RefusesAsync(Domain.Evidence.EvidenceId.From(export).ToString(), 409, "evidence.erasure_of_proof");
        await RefusesAsync(adoption, 409, "evidence.erasure_of_proof");

        // Nothing removes by age yet.
        await _app.Database.ExecuteAsync(
            $"SET session_replication_role = replica; UPDATE evidence_entries SET kind = 'evidence-retention' WHERE id = '{export}'");
        await RefusesAsync(Domain.Evidence.EvidenceId.From(export).ToString(), 409, "evidence.erasure_of_proof");

        Assert.That(await StatesAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_is_of_another_workspace_is_not_found()
    {
        using var other = await _app.ClientWithAsync("admin");
        var entry = await _app.GivenALoggedEntryAsync();
        var id = (await _app.Admin.AskToEraseAsync(entry)).Text("erasure.erasure_id");
        var here = _app;
        var rows = await here.Database.ColumnAsync("SELECT e::text FROM evidence_erasures AS e");
        using var stranger = await here.OpenWorkspaceAsync("elsewhere-erasing", "admin");

        (await stranger.PostJsonAsync(GivenErasures.Erasures, new { evidence_id = entry, reason = "x" })).Problem(404, "evidence.not_found");
        (await stranger.ConfirmErasureAsync(id)).Problem(404, "evidence.erasure_not_found");
        var list = (await stranger.GetJsonAsync(GivenErasures.Erasures)).Ok();

        Assert.That(list.Number("total"), Is.Zero);
        Assert.That(await here.Database.ColumnAsync("SELECT e::text FROM evidence_erasures AS e"), Is.EqualTo(rows));
        (await other.ConfirmErasureAsync(id)).Ok();
    }

    private async Task RefusesAsync(string entry, int status, string code) =>
        (await _app.Admin.PostJsonAsync(GivenErasures.Erasures, new { evidence_id = entry, reason = "x" })).Problem(status, code);

    private async Task<IReadOnlyList<string>> StatesAsync() => await _app.Database.ColumnAsync("SELECT state FROM evidence_erasures ORDER BY asked_at");

    private async Task<IReadOnlyList<JsonObject>> ErasuresProvedAsync() =>
        [.. (await _app.Database.EvidenceAsync()).Where(entry => entry["what"]!["metadata_kind"]?.ToString() == "evidence-erasure")];

    private static IEnumerable<string> Links(JsonObject entry) => entry.At("proof")["builds_on"]!.AsArray().Select(link => link!.ToString());
}
