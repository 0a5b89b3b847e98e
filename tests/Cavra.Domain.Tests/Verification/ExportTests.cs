using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Cavra.Domain.Evidence.Log;
using Cavra.Verification;

namespace Cavra.Domain.Tests.Verification;

public sealed class ExportTests
{
    private SignedLog _log = null!;

    [SetUp]
    public void AnExport()
    {
        _log = new SignedLog(600, index => SignedLog.AnEntry(index, audit: index is >= 300 and < 500 ? index % 3 : 9));
        Manifest(Selected());
    }

    [TearDown]
    public void Forget() => _log.Dispose();

    [Test]
    public async Task An_export_that_says_what_is_so_is_sound()
    {
        _log.Files.Remove("tile/0/000");
        _log.Files.Remove("tile/entries/000");

        var verdict = await _log.VerifyAsync();

        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
        Assert.That(verdict.Says, Does.Contain("the 67 selected are all that match between indexes 300 and 499"));
    }

    [Test]
    public async Task An_entry_that_matches_and_is_left_out_is_named()
    {
        Manifest(Selected().Where(index => index != 402));

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex, verdict.File), Is.EqualTo((VerificationFinding.Tampered, (long?)402, "manifest.json")));
    }

    [Test]
    public async Task An_entry_that_is_selected_and_does_not_match_is_named()
    {
        Manifest(Selected().Append(301).Order());

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((VerificationFinding.Tampered, (long?)301)));
    }

    [TestCase("2026-11-24T08:05:00Z", "2026-11-24T08:08:19.5+00:00", 299, 501, 300, 499)]
    [TestCase("2026-11-24T08:05:00Z", null, 299, 600, 300, 599)]
    [TestCase(null, "2026-11-24T09:05:00+01:00", 0, 302, 0, 300)]
    [TestCase("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", 0, 600, 0, 599)]
    public async Task A_selection_by_time_includes_both_ends_and_shows_what_is_beyond_them(
        string? since, string? until, int first, int end, int from, int to)
    {
        var selected = Enumerable.Range(from, to - from + 1).Select(index => (long)index);
        Manifest(selected, new JsonObject { ["since"] = since, ["until"] = until }, first, end);

        var verdict = await _log.VerifyAsync();

        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
        Assert.That(verdict.Says, Does.Contain($"the {to - from + 1} selected are all that match"));
    }

    [TestCase(301, 500, VerificationFinding.Tampered, 300, TestName = "The first match of an id, in a bundle that is there")]
    [TestCase(300, 498, VerificationFinding.Tampered, 498, TestName = "The last match of an id, in a bundle that is there")]
    public async Task A_match_that_is_cut_off_at_an_end_is_found(int first, int end, VerificationFinding finding, long at)
    {
        Manifest(Selected().Where(index => index >= first && index < end), selection: null, first, end);

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((finding, (long?)at)), verdict.Says);
    }

    [TestCase(1, 600, VerificationFinding.Tampered, 0, TestName = "The first of all")]
    [TestCase(0, 599, VerificationFinding.Missing, 598, TestName = "The last of all")]
    [TestCase(256, 600, VerificationFinding.Missing, 256, TestName = "The first bundle")]
    [TestCase(0, 512, VerificationFinding.Missing, 511, TestName = "The last bundle")]
    public async Task A_match_of_a_time_that_is_cut_off_at_an_end_is_found(int first, int end, VerificationFinding finding, long at)
    {
        Manifest(
            Enumerable.Range(first, end - first).Select(index => (long)index),
            new JsonObject { ["since"] = "2026-01-01T00:00:00Z", ["until"] = "2027-01-01T00:00:00Z" }, first, end);

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((finding, (long?)at)), verdict.Says);
    }

    [TestCase("300,300")]
    [TestCase("303,300")]
    public async Task Indexes_that_are_selected_twice_or_out_of_order_are_refused(string selected)
    {
        Manifest(selected.Split(',').Select(long.Parse));

        Assert.That((await _log.VerifyAsync()).Finding, Is.EqualTo(VerificationFinding.Tampered));
    }

    [Test]
    public async Task What_is_there_for_people_is_said_to_be_unchecked()
    {
        _log.Files["report.html"] = "<h1>Nothing happened</h1>"u8.ToArray();
        _log.Files["keys.txt"] = [0xff];

        var verdict = await _log.VerifyAsync();

        Assert.That(verdict.Unchecked, Is.EqualTo(new[] { "report.html", "keys.txt" }));
        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound));
    }

    [Test]
    public async Task A_kept_checkpoint_is_proved_by_the_file_that_the_export_has_for_it()
    {
        Narrow();
        _log.Files["earlier-checkpoint"] = _log.At(247);
        _log.Files["consistency"] = _log.ConsistencyFrom(247);

        var verdict = await _log.VerifyAsync(_log.At(247));

        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
    }

    [Test]
    public async Task Of_a_kept_checkpoint_without_a_proof_nothing_can_be_said()
    {
        Narrow();

        var verdict = await _log.VerifyAsync(_log.At(247));

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((VerificationFinding.Missing, (long?)null)), verdict.Says);
        Assert.That(verdict.Says, Does.Contain("no proof that the log grew").And.Contain("earlier_checkpoint"));
    }

    [Test]
    public async Task A_kept_checkpoint_that_the_log_did_not_grow_from_is_found_in_an_export_too()
    {
        Narrow();
        using var other = new SignedLog(247, index => SignedLog.AnEntry(index + 1));
        var kept = _log.Sign(new Checkpoint(SignedLog.Origin, 247, Merkle.Root([.. other.Entries.Select(bytes => Merkle.LeafHash(bytes))])));
        _log.Files["earlier-checkpoint"] = kept;
        _log.Files["consistency"] = _log.ConsistencyFrom(247);

        Assert.That((await _log.VerifyAsync(kept)).Finding, Is.EqualTo(VerificationFinding.Tampered));
    }

    // As an export of the range has it: without the tile of what is before.
    private void Narrow()
    {
        _log.Files.Remove("tile/0/000");
        _log.Files.Remove("tile/entries/000");
    }

    [TestCase("origin", "\"cavra/test/other\"", VerificationFinding.Tampered)]
    [TestCase("tree_size", "599", VerificationFinding.Tampered)]
    [TestCase("end_index", "601", VerificationFinding.Tampered)]
    [TestCase("end_index", "300", VerificationFinding.Tampered)]
    [TestCase("first_index", "-1", VerificationFinding.Tampered)]
    [TestCase("selected", "[299]", VerificationFinding.Tampered)]
    [TestCase("selected", "{}", VerificationFinding.Unreadable)]
    [TestCase("selection", "{}", VerificationFinding.Unreadable)]
    [TestCase("selection", "{\"who\":\"x\"}", VerificationFinding.Unreadable)]
    [TestCase("selection", "{\"since\":\"soon\"}", VerificationFinding.Unreadable)]
    public async Task A_manifest_that_cannot_be_so_is_found(string member, string value, VerificationFinding finding)
    {
        var manifest = JsonNode.Parse(_log.Files["manifest.json"])!;
        manifest[member] = JsonNode.Parse(value);
        _log.Files["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());

        Assert.That((await _log.VerifyAsync()).Finding, Is.EqualTo(finding));
    }

    [Test]
    public async Task A_zip_of_it_is_verified_where_it_is()
    {
        using var zip = Zip((archive, path, bytes) => Write(archive, path, bytes));

        var verdict = await new LogVerifier(zip.Source, [_log.Trusted]).VerifyAsync(CancellationToken.None);

        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
    }

    [Test]
    public async Task A_name_that_a_zip_holds_twice_is_refused()
    {
        using var zip = Zip((archive, path, bytes) =>
        {
            Write(archive, path, bytes);
            if (path == "checkpoint")
            {
                Write(archive, path, bytes);
            }
        });

        var verdict = await new LogVerifier(zip.Source, [_log.Trusted]).VerifyAsync(CancellationToken.None);

        Assert.That((verdict.Finding, verdict.File), Is.EqualTo((VerificationFinding.Unreadable, "checkpoint")));
    }

    [TestCase("checkpoint")]
    [TestCase("manifest.json")]
    [TestCase("tile/0/001")]
    [TestCase("tile/entries/001")]
    public async Task A_file_that_swells_is_read_no_further_than_it_may_be_long(string swollen)
    {
        using var zip = Zip((archive, path, bytes) => Write(archive, path, path == swollen ? new byte[80_000_000] : bytes));

        var verdict = await new LogVerifier(zip.Source, [_log.Trusted]).VerifyAsync(CancellationToken.None);

        Assert.That((verdict.Finding, verdict.File), Is.EqualTo((VerificationFinding.Unreadable, swollen)));
    }

    [Test]
    public void Whatever_a_damaged_zip_holds_there_is_a_verdict()
    {
        using var zip = Zip((archive, path, bytes) => Write(archive, path, bytes));
        var whole = File.ReadAllBytes(zip.Path);
        for (var at = 0; at < whole.Length; at += 1_009)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0xff;
            Assert.That(() => Look(damaged), Throws.Nothing);
            Assert.That(() => Look(whole[..at]), Throws.Nothing);
        }
    }

    private void Look(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            using var zip = ZipSource.Open(path);
            var verdict = new LogVerifier(zip, [_log.Trusted]).VerifyAsync(CancellationToken.None).GetAwaiter().GetResult();
            Assert.That(verdict.Says, Is.Not.Empty);
        }
        catch (InvalidDataException)
        {
            // No archive at all: what opened it says so.
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<long> Selected() => Enumerable.Range(300, 200).Where(index => index % 3 == 0).Select(index => (long)index);

    private void Manifest(IEnumerable<long> selected, JsonObject? selection = null, int first = 300, int end = 500) =>
        _log.Files["manifest.json"] = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["schema_version"] = "cavra.evidence-export.v1",
            ["origin"] = SignedLog.Origin,
            ["tree_size"] = 600,
            ["first_index"] = first,
            ["end_index"] = end,
            ["selection"] = selection ?? new JsonObject { ["audit_id"] = "audit-0" },
            ["selected"] = new JsonArray([.. selected.Select(index => JsonValue.Create(index))]),
        }.ToJsonString());

    private ZipFileOnDisk Zip(Action<ZipArchive, string, byte[]> write)
    {
        var path = Path.GetTempFileName();
        using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in _log.Files)
            {
                write(archive, name, bytes);
            }
        }

        return new ZipFileOnDisk(path);
    }

    private static void Write(ZipArchive archive, string path, byte[] bytes)
    {
        using var stream = archive.CreateEntry(path).Open();
        stream.Write(bytes);
    }

    private sealed class ZipFileOnDisk(string path) : IDisposable
    {
        public string Path { get; } = path;

        public ZipSource Source { get; } = ZipSource.Open(path);

        public void Dispose()
        {
            Source.Dispose();
            File.Delete(Path);
        }
    }
}
