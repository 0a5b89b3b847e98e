using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Cavra.Verification;

namespace Cavra.Domain.Tests.Verification;

public sealed class ExportTests
{
    private SignedLog _log = null!;

    [SetUp]
    public void AnExport()
    {
        _log = new SignedLog(600);
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

        Assert.That(verdict.Finding, Is.EqualTo(Finding.Sound), verdict.Says);
        Assert.That(verdict.Says, Does.Contain("the 67 selected are all that match between indexes 300 and 499"));
    }

    [Test]
    public async Task An_entry_that_matches_and_is_left_out_is_named()
    {
        Manifest(Selected().Where(index => index != 402));

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex, verdict.File), Is.EqualTo((Finding.Tampered, (long?)402, "manifest.json")));
    }

    [Test]
    public async Task An_entry_that_is_selected_and_does_not_match_is_named()
    {
        Manifest(Selected().Append(301));

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((Finding.Tampered, (long?)301)));
    }

    [TestCase("since", "2026-11-24T08:00:10Z", "until", "2026-11-24T08:00:19.5+00:00", 40)]
    [TestCase("since", "2026-11-24T08:00:59Z", null, null, 3)]
    [TestCase("until", "2026-11-24T09:00:00+01:00", null, null, 4)]
    public async Task A_selection_by_time_includes_both_ends(string one, string at, string? other, string? then, int count)
    {
        var selection = new JsonObject { [one] = at };
        if (other is not null)
        {
            selection[other] = then;
        }

        var seconds = (From: one is "since" ? int.Parse(at[17..19]) : 0, To: other is null && one is "since" ? 59 : other is null ? 0 : 19);
        var selected = Enumerable.Range(300, 200).Where(index => index % 60 >= seconds.From && index % 60 <= seconds.To).ToList();
        Manifest(selected.Select(index => (long)index), selection);

        Assert.That((await _log.VerifyAsync()).Finding, Is.EqualTo(Finding.Sound));
        Assert.That(selected, Has.Count.EqualTo(count));
    }

    [TestCase("origin", "\"cavra/test/other\"", Finding.Tampered)]
    [TestCase("tree_size", "599", Finding.Tampered)]
    [TestCase("end_index", "601", Finding.Tampered)]
    [TestCase("end_index", "300", Finding.Tampered)]
    [TestCase("first_index", "-1", Finding.Tampered)]
    [TestCase("selected", "[299]", Finding.Tampered)]
    [TestCase("selected", "{}", Finding.Unreadable)]
    [TestCase("selection", "{}", Finding.Unreadable)]
    [TestCase("selection", "{\"who\":\"x\"}", Finding.Unreadable)]
    [TestCase("selection", "{\"since\":\"soon\"}", Finding.Unreadable)]
    public async Task A_manifest_that_cannot_be_so_is_found(string member, string value, Finding finding)
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

        Assert.That(verdict.Finding, Is.EqualTo(Finding.Sound), verdict.Says);
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

        Assert.That((verdict.Finding, verdict.File), Is.EqualTo((Finding.Unreadable, "checkpoint")));
    }

    [TestCase("checkpoint")]
    [TestCase("manifest.json")]
    [TestCase("tile/0/001")]
    [TestCase("tile/entries/001")]
    public async Task A_file_that_swells_is_read_no_further_than_it_may_be_long(string swollen)
    {
        using var zip = Zip((archive, path, bytes) => Write(archive, path, path == swollen ? new byte[80_000_000] : bytes));

        var verdict = await new LogVerifier(zip.Source, [_log.Trusted]).VerifyAsync(CancellationToken.None);

        Assert.That((verdict.Finding, verdict.File), Is.EqualTo((Finding.Unreadable, swollen)));
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

    private void Manifest(IEnumerable<long> selected, JsonObject? selection = null) =>
        _log.Files["manifest.json"] = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["schema_version"] = "cavra.evidence-export.v1",
            ["origin"] = SignedLog.Origin,
            ["tree_size"] = 600,
            ["first_index"] = 300,
            ["end_index"] = 500,
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
