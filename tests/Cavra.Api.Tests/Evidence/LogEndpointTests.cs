using System.Net;
using System.Text;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;

namespace Cavra.Api.Tests.Evidence;

public sealed class LogEndpointTests
{
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        _app = await CavraApp.StartAsync();
        await _app.GivenAScheduleAsync("nightly");
        await _app.Database.WriteEntriesAsync(700);
        await _app.SequenceAsync();
    }

    [OneTimeTearDown]
    public async Task StopCavra() => await _app.DisposeAsync();

    [Test]
    public async Task The_checkpoint_is_the_newest_signed_one()
    {
        using var answer = await _app.Admin.GetAsync("/evidence/checkpoint");

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/plain; charset=utf-8"));
            Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
        });
        Assert.That(SignedNote.TryParse(await answer.Content.ReadAsStringAsync(), out var note), Is.True);
        Assert.That(note!.Text, Is.EqualTo((await _app.Database.CheckpointAsync()).Body));
    }

    [Test]
    public async Task Every_entry_served_hashes_to_the_tile_served_and_the_tiles_to_the_root()
    {
        var checkpoint = await _app.Database.CheckpointAsync();
        var leaves = new List<TreeHash>();
        for (var index = 0L; index * LogTile.FullWidth < checkpoint.Size; index++)
        {
            var width = (int)Math.Min(LogTile.FullWidth, checkpoint.Size - (index * LogTile.FullWidth));
            var hashes = await BytesAsync(new LogTile(0, index, width).Path);
            Assert.That(EntryBundle.TryRead(await BytesAsync(new EntryTile(index, width).Path), out var entries), Is.True);
            Assert.That(entries.SelectMany(entry => Merkle.LeafHash(entry.Span).ToArray()), Is.EqualTo(hashes));
            leaves.AddRange(hashes.Chunk(TreeHash.Size).Select(hash => TreeHash.Of(hash)));
        }

        Assert.That(leaves, Has.Count.EqualTo(checkpoint.Size));
        Assert.That(Merkle.Root([.. leaves]), Is.EqualTo(checkpoint.Root));
        Assert.That(await BytesAsync("tile/1/000.p/2"), Has.Length.EqualTo(64));
    }

    [TestCase("/evidence/tile/0/000")]
    [TestCase("/evidence/tile/entries/001")]
    [TestCase("/evidence/tile/0/001.p/17")]
    public async Task A_tile_is_kept_for_ever_by_whoever_asked_and_by_nobody_between(string path)
    {
        using var answer = await _app.Admin.GetAsync(path);

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Headers.CacheControl?.ToString(), Is.EqualTo("max-age=31536000, private, immutable"));
            Assert.That(answer.Headers.Vary, Does.Contain("Authorization"));
            Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("application/octet-stream"));
        });
    }

    [TestCase("/evidence/tile/0/999")]
    [TestCase("/evidence/tile/0/0")]
    [TestCase("/evidence/tile/0/000.p/0")]
    [TestCase("/evidence/tile/0/000.p/256")]
    [TestCase("/evidence/tile/1/000")]
    [TestCase("/evidence/tile/64/000")]
    [TestCase("/evidence/tile/-1/000")]
    [TestCase("/evidence/tile/entries/002")]
    [TestCase("/evidence/tile/entries/x000/000")]
    [TestCase("/evidence/tile/entries/")]
    public async Task A_tile_there_is_not_is_not_found(string path)
    {
        var answer = await _app.Admin.GetJsonAsync(path);

        answer.Problem(404, "evidence.no_such_tile");
        Assert.That(answer.Response.Headers.CacheControl?.NoStore, Is.True);
    }

    [Test]
    public async Task A_receipt_proves_its_entry_with_nothing_else()
    {
        var entries = (await _app.Admin.GetJsonAsync("/evidence/entries?action=define drill schedule")).Ok();
        var id = entries.Text("items.0.evidence_id");

        using var answer = await _app.Admin.GetAsync($"/evidence/entries/{id}/receipt");

        Assert.That(TlogProof.TryParse(await answer.Content.ReadAsStringAsync(), out var proof), Is.True);
        Assert.That(SignedNote.TryParse(proof!.Checkpoint, out var note), Is.True);
        Assert.That(Checkpoint.TryParse(note!.Text, out var checkpoint), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(Encoding.UTF8.GetString(proof.Extra!), Does.Contain(id));
            Assert.That(Merkle.IncludesLeaf(
                Merkle.LeafHash(proof.Extra), proof.Index, checkpoint!.Size, proof.Path, checkpoint.Root), Is.True);
        });
        Assert.That(checkpoint, Is.EqualTo(await _app.Database.CheckpointAsync()));
    }

    [Test]
    public async Task An_entry_that_the_log_has_not_taken_in_yet_has_no_receipt_yet()
    {
        await using var app = await CavraApp.StartAsync();
        await app.GivenAScheduleAsync("nightly");
        var id = (await app.Admin.GetJsonAsync("/evidence/entries")).Ok().Text("items.0.evidence_id");

        var (receipt, checkpoint) = (
            await app.Admin.GetJsonAsync($"/evidence/entries/{id}/receipt"), await app.Admin.GetJsonAsync("/evidence/checkpoint"));

        receipt.Problem(409, "evidence.not_in_log_yet");
        checkpoint.Problem(404, "evidence.empty_log");
    }

    private async Task<byte[]> BytesAsync(string path) => await _app.Admin.GetByteArrayAsync($"/evidence/{path}");
}
