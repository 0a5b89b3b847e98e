using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cavra.Domain.Evidence.Log;
using Cavra.Verification;

namespace Cavra.Domain.Tests.Verification;

public sealed class ExportTests
{
    private const int Recorded = 599;

    private static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    // Made when entry 300 was written.
    private static readonly string Audit = $"gordackaudit-{Guid.CreateVersion7(Start.AddMinutes(300)):N}";

    private SignedLog _log = null!;

    [SetUp]
    public void AnExport() => Export(Selected());

    [TearDown]
    public void Forget() => _log.Dispose();

    [Test]
    public async Task An_export_that_says_what_is_so_is_sound()
    {
        Narrow();

        var verdict = await _log.VerifyAsync();

        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
        Assert.That(verdict.Says, Does.Contain($"export-1 was asked for audit_id {Audit}, as entry 599 records; the 68 selected are all"));
    }

    [Test]
    public async Task An_entry_that_matches_and_is_left_out_is_named()
    {
        Export(Selected().Where(index => index != 402));

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex, verdict.File), Is.EqualTo((VerificationFinding.Tampered, (long?)402, "manifest.json")));
    }

    [Test]
    public async Task An_entry_that_is_selected_and_does_not_match_is_named()
    {
        Export(Selected().Append(301).Order());

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((VerificationFinding.Tampered, (long?)301)));
    }

    [Test]
    public async Task A_match_that_was_not_counted_when_it_was_asked_for_is_found()
    {
        Export(Selected(), count: 66);

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((VerificationFinding.Tampered, (long?)Recorded)));
        Assert.That(verdict.Says, Does.Contain("67 entries match, and entry 599 records that 66 did"));
    }

    [TestCase(300, 499, 289, 511, TestName = "From and to an entry")]
    [TestCase(300, null, 289, null, TestName = "From an entry on")]
    [TestCase(null, 300, 0, 312, TestName = "To an entry")]
    [TestCase(null, 999, 0, null, TestName = "All of them")]
    public async Task A_selection_by_time_includes_both_ends_and_shows_what_is_ten_minutes_beyond_them(int? since, int? until, int first, int? end)
    {
        var selected = Enumerable.Range(0, 600).Where(index => !(index < since) && !(index > until)).Select(index => (long)index);
        Export(selected, Times(since, until), first, end);

        var verdict = await _log.VerifyAsync();

        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
    }

    [TestCase(301, null, VerificationFinding.Tampered, 300, TestName = "The first match of an id")]
    [TestCase(290, null, VerificationFinding.Missing, 290, TestName = "An entry that is ten minutes older and no more")]
    [TestCase(289, 498, VerificationFinding.Missing, 497, TestName = "The last matches of an id")]
    public async Task An_export_that_was_recorded_too_narrow_is_found(int first, int? end, VerificationFinding finding, long at)
    {
        Export(Selected().Where(index => index >= first && !(index >= end)), selection: null, first, end);

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((finding, (long?)at)), verdict.Says);
    }

    [TestCase(289, 510, VerificationFinding.Missing, 509, TestName = "One entry less at the end")]
    [TestCase(290, 511, VerificationFinding.Missing, 290, TestName = "One entry less at the start")]
    public async Task An_export_of_a_time_that_was_recorded_too_narrow_is_found(int first, int end, VerificationFinding finding, long at)
    {
        Export(Enumerable.Range(300, 200).Select(index => (long)index), Times(300, 499), first, end);

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((finding, (long?)at)), verdict.Says);
    }

    [TestCase("first_index", "290")]
    [TestCase("end_index", "599")]
    [TestCase("export_id", "\"export-2\"")]
    [TestCase("export_index", "598")]
    [TestCase("selection", """{"audit_id":"audit-1"}""")]
    [TestCase("selection", """{"since":"2026-01-01T00:00:00Z"}""")]
    public async Task A_manifest_that_says_something_else_than_the_record_is_found(string member, string value)
    {
        Change(member, value);

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.File), Is.EqualTo((VerificationFinding.Tampered, "manifest.json")), verdict.Says);
    }

    [Test]
    public async Task An_export_that_names_no_record_is_not_sound()
    {
        var manifest = JsonNode.Parse(_log.Files["manifest.json"])!.AsObject();
        manifest.Remove("export_index");
        _log.Files["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());

        Assert.That((await _log.VerifyAsync()).Finding, Is.EqualTo(VerificationFinding.Missing));
    }

    [Test]
    public async Task What_names_no_package_and_a_plan_of_the_package_belongs_to_it()
    {
        var plan = $"gordackretry-{Guid.CreateVersion7(Start):N}";
        Export(
            Selected().Append(520).Append(530).Order(),
            entry: index => index switch
            {
                520 => AnEntry(index, $$"""{"audit_ids":["{{Audit}}","audit-9"],"retry_plan_id":"{{plan}}"}"""),
                530 => AnEntry(index, $$"""{"retry_plan_id":"{{plan}}"}"""),
                540 => AnEntry(index, $$"""{"audit_id":"audit-9","retry_plan_id":"{{plan}}"}"""),
                _ => AnEntry(index),
            },
            count: 69);

        var verdict = await _log.VerifyAsync();

        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
    }

    [Test]
    public async Task A_report_that_was_changed_is_found_and_one_that_is_as_it_was_is_said_to_be_unchecked()
    {
        var sound = await _log.VerifyAsync();
        _log.Files["report.html"] = "<h1>Nothing happened</h1>"u8.ToArray();
        var changed = await _log.VerifyAsync();

        Assert.That((sound.Finding, sound.Unchecked), Is.EqualTo((VerificationFinding.Sound, new[] { "report.html" })));
        Assert.That((changed.Finding, changed.File), Is.EqualTo((VerificationFinding.Tampered, "report.html")));
    }

    [TestCase(303, VerificationFinding.Sound)]
    [TestCase(306, VerificationFinding.Tampered)]
    public async Task A_proof_of_a_selected_entry_is_held_to_it(int of, VerificationFinding finding)
    {
        _log.Files["proofs/303.tlog-proof"] = _log.ReceiptOf(of);

        Assert.That((await _log.VerifyAsync()).Finding, Is.EqualTo(finding));
    }

    [TestCase("300,300")]
    [TestCase("303,300")]
    public async Task Indexes_that_are_selected_twice_or_out_of_order_are_refused(string selected)
    {
        Export(selected.Split(',').Select(long.Parse));

        Assert.That((await _log.VerifyAsync()).Finding, Is.EqualTo(VerificationFinding.Tampered));
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
    [TestCase("end_index", "289", VerificationFinding.Tampered)]
    [TestCase("first_index", "-1", VerificationFinding.Tampered)]
    [TestCase("export_index", "600", VerificationFinding.Tampered)]
    [TestCase("selected", "[288]", VerificationFinding.Tampered)]
    [TestCase("selected", "{}", VerificationFinding.Unreadable)]
    [TestCase("selection", "{}", VerificationFinding.Unreadable)]
    [TestCase("selection", "{\"who\":\"x\"}", VerificationFinding.Unreadable)]
    [TestCase("selection", "{\"since\":\"soon\"}", VerificationFinding.Unreadable)]
    public async Task A_manifest_that_cannot_be_so_is_found(string member, string value, VerificationFinding finding)
    {
        Change(member, value);

        Assert.That((await _log.VerifyAsync()).Finding, Is.EqualTo(finding));
    }

    [Test]
    public async Task A_manifest_that_says_a_thing_twice_is_refused()
    {
        var text = Encoding.UTF8.GetString(_log.Files["manifest.json"]);
        _log.Files["manifest.json"] = Encoding.UTF8.GetBytes($$"""{"first_index":0,{{text[1..]}}""");

        Assert.That((await _log.VerifyAsync()).Finding, Is.EqualTo(VerificationFinding.Unreadable));
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

    // The record of the export names the package too.
    private static IEnumerable<long> Selected() =>
        Enumerable.Range(300, 200).Where(index => index % 3 == 0).Append(Recorded).Select(index => (long)index);

    private static JsonObject Times(int? since, int? until) => new()
    {
        ["since"] = since is { } first ? At(first) : null,
        ["until"] = until is { } last ? At(last) : null,
    };

    private static string At(int index) => Start.AddMinutes(index).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // One a minute: those from 300 to 499 are about one package each third.
    private static string AnEntry(int index) =>
        AnEntry(index, $$"""{"audit_id":"{{(index is >= 300 and < 500 && index % 3 == 0 ? Audit : "audit-9")}}"}""");

    private static string AnEntry(int index, string summary) =>
        $$"""{"created_at":"{{At(index)}}","what":{"metadata_kind":"evidence-export","outcome":"done","resource_id":"export-1","summary":{{summary}} } }""";

    /// <summary>The log with the entry that records an export, the last of it, and the manifest of the export.</summary>
    private void Export(
        IEnumerable<long> selected, JsonObject? selection = null, int first = 289, int? end = null, int? count = null, Func<int, string>? entry = null)
    {
        var (asked, indexes) = (selection ?? new JsonObject { ["audit_id"] = Audit }, selected.ToList());
        var record = JsonNode.Parse(asked.ToJsonString())!.AsObject();
        (record["tree_size"], record["first_index"], record["end_index"]) = (590, first, end);
        record["selected_count"] = count ?? (selection is null ? 67 : indexes.Count(index => index < 590));
        _log?.Dispose();
        _log = new SignedLog(600, index => index == Recorded ? AnEntry(index, record.ToJsonString()) : (entry ?? AnEntry)(index));
        var report = "<h1>Report</h1>"u8.ToArray();
        _log.Files["report.html"] = report;
        _log.Files["manifest.json"] = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["schema_version"] = "cavra.evidence-export.v2",
            ["origin"] = SignedLog.Origin,
            ["tree_size"] = 600,
            ["export_id"] = "export-1",
            ["export_index"] = Recorded,
            ["first_index"] = first,
            ["end_index"] = end ?? 600,
            ["selection"] = asked,
            ["selected"] = new JsonArray([.. indexes.Select(index => JsonValue.Create(index))]),
            ["report_digest"] = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(report))}",
        }.ToJsonString());
    }

    private void Change(string member, string value)
    {
        var manifest = JsonNode.Parse(_log.Files["manifest.json"])!;
        manifest[member] = JsonNode.Parse(value);
        _log.Files["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
    }

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
