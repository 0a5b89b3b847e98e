using Cavra.Api.Tests.Access;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;

namespace Cavra.Api.Tests.Evidence;

public sealed class LogKeyTests
{
    private CavraApp _app = null!;

    [SetUp]
    public async Task StartCavra() => _app = await CavraApp.StartAsync();

    [TearDown]
    public async Task StopCavra() => await _app.DisposeAsync();

    [Test]
    public async Task A_new_key_signs_beside_the_old_one_until_the_overlap_ends()
    {
        var first = await KeysAsync();
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        var rotated = (await _app.Admin.PostJsonAsync("/evidence/keys", new { overlap_days = 7 })).Ok();
        await _app.SequenceAsync();
        var both = await SignersAsync();
        _app.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromTicks(10));
        await _app.Database.WriteEntriesAsync(1);
        await _app.SequenceAsync();
        var still = await SignersAsync();
        _app.Clock.Advance(TimeSpan.FromTicks(10));
        await _app.Database.WriteEntriesAsync(1);
        await _app.SequenceAsync();

        Assert.Multiple(() =>
        {
            Assert.That(first, Has.Count.EqualTo(1));
            Assert.That(both, Is.EqualTo(new[] { first[0], rotated.Text("log_key.verifier_key") }));
            Assert.That(still, Is.EqualTo(both));
            Assert.That(rotated.Text("metadata.metadata_kind"), Is.EqualTo("evidence-log-key"));
        });
        Assert.That(await SignersAsync(), Is.EqualTo(new[] { rotated.Text("log_key.verifier_key") }));
        Assert.That(await KeysAsync(), Is.EqualTo(new[] { rotated.Text("log_key.verifier_key"), first[0] }));
        Assert.That(Directory.GetFiles(_app.LogKeysPath), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_second_rotation_leaves_the_overlap_that_the_first_one_stated()
    {
        var first = (await KeysAsync()).Single();
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = (await _app.Admin.PostJsonAsync("/evidence/keys", new { overlap_days = 30 })).Ok().Text("log_key.verifier_key");
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        var third = (await _app.Admin.PostJsonAsync("/evidence/keys", new { overlap_days = 0 })).Ok().Text("log_key.verifier_key");

        await _app.SequenceAsync();

        Assert.That(await SignersAsync(), Is.EqualTo(new[] { first, third }), $"not {second}, whose overlap is none");
    }

    [Test]
    public async Task After_a_lost_key_a_rotation_signs_at_once_whatever_overlap_was_asked_for()
    {
        await _app.Database.WriteEntriesAsync(3);
        await _app.SequenceAsync();
        var lost = (await KeysAsync()).Single();
        File.Delete(Directory.GetFiles(_app.LogKeysPath).Single());
        _app.Clock.Advance(TimeSpan.FromSeconds(1));

        var rotated = (await _app.Admin.PostJsonAsync("/evidence/keys", new { })).Ok();
        await using var restarted = _app.Replica();
        await restarted.Services.SequenceAsync(_app.Database);

        Assert.That(rotated.Text("lost_keys.0.verifier_key"), Is.EqualTo(lost));
        Assert.That(await SignersAsync(), Is.EqualTo(new[] { rotated.Text("log_key.verifier_key") }));
        Assert.That((await _app.Database.CheckpointAsync()).Size, Is.EqualTo((await _app.Database.LeavesAsync()).Count));
        Assert.That(await _app.Database.ScalarAsync<long>("SELECT count(*) FROM log_awaiting"), Is.Zero);
    }

    [Test]
    public async Task A_new_key_signs_what_an_idle_workspace_has()
    {
        using var other = await _app.OpenWorkspaceAsync("other", RoleTable.Roles);
        var workspace = await _app.Database.ScalarAsync<Guid>("SELECT id FROM workspaces WHERE name = 'other'");
        var idle = _app.Database.Of(new WorkspaceId(workspace), "other");
        await idle.WriteEntriesAsync(3);
        await _app.Services.SequenceAsync(idle);
        var before = await other.GetStringAsync("/evidence/checkpoint");
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _app.Admin.PostJsonAsync("/evidence/keys", new { overlap_days = 0 })).Ok();

        await _app.Services.SequenceAsync(idle);
        await _app.Services.SequenceAsync(idle);

        var newest = (await other.GetJsonAsync("/evidence/keys")).Ok().Text("items.0.verifier_key");
        Assert.That(SignedNote.TryParse(await other.GetStringAsync("/evidence/checkpoint"), out var after), Is.True);
        Assert.That(SignedNote.TryParse(before, out var earlier), Is.True);
        Assert.That(after!.Text, Is.EqualTo(earlier!.Text));
        Assert.That(VerifierKey.TryParse(newest, out var key) && key.IsNamedBy(after.Signatures.Single()), Is.True);
        Assert.That(await idle.ScalarAsync<long>("SELECT count(*) FROM log_checkpoints"), Is.EqualTo(2), "the earlier one is kept, and none twice");
    }

    [Test]
    public async Task A_workspace_that_is_not_the_default_one_changes_no_keys()
    {
        using var other = await _app.OpenWorkspaceAsync("other", RoleTable.Roles);

        (await other.PostJsonAsync("/evidence/keys", new { })).Problem(403, "evidence.keys_of_instance");

        Assert.That(await KeysAsync(), Has.Count.EqualTo(1));
        Assert.That(Directory.GetFiles(_app.LogKeysPath), Has.Length.EqualTo(1));
    }

    [TestCase(-1)]
    [TestCase(367)]
    public async Task An_overlap_out_of_range_is_refused(int days)
    {
        (await _app.Admin.PostJsonAsync("/evidence/keys", new { overlap_days = days })).Problem(400, "request.invalid");

        Assert.That(await KeysAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_process_without_a_place_for_keys_makes_none()
    {
        await using var app = await CavraApp.StartAsync(settings: new Dictionary<string, string?> { ["CAVRA_LOG_KEYS"] = null });

        (await app.Admin.PostJsonAsync("/evidence/keys", new { })).Problem(409, "evidence.no_place_for_keys");
    }

    private async Task<IReadOnlyList<string>> KeysAsync() =>
        [.. (await _app.Admin.GetJsonAsync("/evidence/keys")).Ok().At("items").AsArray().Select(key => key!.Text("verifier_key"))];

    /// <summary>The verifier keys of the newest checkpoint's signatures, which are checked.</summary>
    private async Task<IReadOnlyList<string>> SignersAsync()
    {
        await _app.Database.CheckpointAsync();
        Assert.That(SignedNote.TryParse(await _app.Admin.GetStringAsync("/evidence/checkpoint"), out var note), Is.True);
        var keys = (await KeysAsync()).Select(text => VerifierKey.TryParse(text, out var key) ? key : null).ToList();
        return [.. note!.Signatures.Select(signature => keys.Single(key => key!.IsNamedBy(signature))!.ToString())];
    }
}
