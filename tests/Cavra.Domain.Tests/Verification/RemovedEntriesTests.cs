using System.Buffers;
using System.Text;
using Cavra.Domain.Evidence.Log;
using Cavra.Verification;

namespace Cavra.Domain.Tests.Verification;

/// <summary>Entries without bytes are pruned or erased where a later entry says so, and missing or tampered with everywhere else.</summary>
public sealed class RemovedEntriesTests
{
    private const string Retention = "evidence-retention";

    private const string Erasure = "evidence-erasure";

    [Test]
    public async Task A_bundle_that_retention_took_is_pruned()
    {
        using var log = ALog(Told(Retention, """{"first_index":0,"end_index":512,"kept_days":30,"newest_at":"2026-10-25T08:09:50Z"}"""));
        log.Files.Remove("tile/entries/000");
        log.Files.Remove("tile/entries/001");

        var verdict = await log.VerifyAsync();
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
            Assert.That(verdict.Removed.Single() is { FirstIndex: 0, EndIndex: 512, Reason: RemovalReason.Retention }, Is.True);
            Assert.That(verdict.Says, Does.Contain("88 of the 600 entries").And.Contain("keeps evidence for 30 days").And.Contain("(entry 590)"));
            Assert.That(verdict.Checked, Is.EqualTo(88));
        });
    }

    [TestCase("""{"first_index":0,"end_index":255,"kept_days":30,"newest_at":"2026-10-25T08:09:50Z"}""", "done", TestName = "It covers no whole bundle")]
    [TestCase("""{"first_index":0,"end_index":512,"kept_days":30,"newest_at":"2026-10-25T08:09:51Z"}""", "done", TestName = "They are younger than the policy keeps")]
    [TestCase("""{"first_index":0,"end_index":512,"kept_days":29,"newest_at":"2026-10-20T08:09:50Z"}""", "done", TestName = "No policy can be so short")]
    [TestCase("""{"first_index":0,"end_index":512,"kept_days":30}""", "done", TestName = "It does not say how old they were")]
    [TestCase("""{"first_index":1,"end_index":512,"kept_days":30,"newest_at":"2026-10-25T08:09:50Z"}""", "done", TestName = "It begins later")]
    [TestCase("""{"first_index":0,"end_index":591,"kept_days":30,"newest_at":"2026-10-25T08:09:50Z"}""", "done", TestName = "It covers itself")]
    [TestCase("""{"first_index":-1,"end_index":512,"kept_days":30,"newest_at":"2026-10-25T08:09:50Z"}""", "done", TestName = "It begins before the log")]
    [TestCase("""{"first_index":0,"end_index":512,"kept_days":30,"newest_at":"2026-10-25T08:09:50Z"}""", "refused:evidence.retention_nothing_due", TestName = "It was refused")]
    [TestCase("""{"first_index":0,"end_index":"512","kept_days":30,"newest_at":"2026-10-25T08:09:50Z"}""", "done", TestName = "It is malformed")]
    [TestCase("""{"state":"confirmed","entry_index":0,"erased_evidence_id":"evidence-1","asked_by":"a","confirmed_by":"b","confirmed_at":"t"}""", "done", TestName = "It says less")]
    public async Task A_bundle_that_no_entry_explains_is_missing(string summary, string outcome)
    {
        using var log = ALog(Told(Retention, summary, outcome));
        log.Files.Remove("tile/entries/000");

        var verdict = await log.VerifyAsync();
        Assert.That((verdict.Finding, verdict.FirstBadIndex, verdict.File), Is.EqualTo((VerificationFinding.Missing, (long?)0, "tile/entries/000")), verdict.Says);
    }

    [Test]
    public async Task What_says_so_has_to_be_an_entry_that_was_signed()
    {
        using var log = new SignedLog(600);
        log.Files.Remove("tile/entries/000");
        Put(log, 590, Told(Retention, """{"first_index":0,"end_index":512,"kept_days":30,"newest_at":"2026-10-25T08:09:50Z"}"""));

        Assert.That((await log.VerifyAsync()).Finding, Is.EqualTo(VerificationFinding.Tampered));
    }

    [Test]
    public async Task A_bundle_without_its_hashes_is_missing_whatever_an_entry_says()
    {
        using var log = ALog(Told(Retention, """{"first_index":0,"end_index":512,"kept_days":30,"newest_at":"2026-10-25T08:09:50Z"}"""));
        log.Files.Remove("tile/entries/000");
        log.Files.Remove("tile/0/000");

        Assert.That((await log.VerifyAsync()).Finding, Is.EqualTo(VerificationFinding.Missing));
    }

    [Test]
    public async Task A_tombstone_that_two_people_decided_is_erased()
    {
        using var log = ALog(Told(Erasure, """{"state":"confirmed","entry_index":300,"erased_evidence_id":"evidence-1","asked_by":"anna","confirmed_by":"bert","confirmed_at":"2026-11-24T08:09:00Z"}"""));
        Put(log, 300, Tombstone);

        var verdict = await log.VerifyAsync();
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
            Assert.That(verdict.Says, Does.Contain("Entry 300 is erased: anna asked and bert confirmed it at 2026-11-24T08:09:00Z (entry 590)"));
            Assert.That(verdict.Checked, Is.EqualTo(599));
        });
    }

    [TestCase("""{"state":"asked","entry_index":300,"erased_evidence_id":"evidence-1","asked_by":"anna","confirmed_by":null,"confirmed_at":null}""", TestName = "It was asked alone")]
    [TestCase("""{"state":"confirmed","entry_index":300,"erased_evidence_id":"evidence-1","asked_by":"anna","confirmed_by":null,"confirmed_at":null}""", TestName = "Nobody confirmed it")]
    [TestCase("""{"state":"confirmed","entry_index":301,"erased_evidence_id":"evidence-1","asked_by":"anna","confirmed_by":"bert","confirmed_at":"t"}""", TestName = "It is about another entry")]
    [TestCase("""{"first_index":0,"end_index":512,"kept_days":30,"newest_at":"2026-10-25T08:09:50Z"}""", TestName = "It is no erasure")]
    public async Task A_tombstone_that_nobody_decided_is_tampering(string summary)
    {
        using var log = ALog(Told(Erasure, summary));
        Put(log, 300, Tombstone);

        var verdict = await log.VerifyAsync();
        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((VerificationFinding.Tampered, (long?)300)), verdict.Says);
    }

    [Test]
    public async Task Retention_excuses_a_tombstone_too_and_an_erasure_no_missing_bundle()
    {
        using var replaced = ALog(Told(Retention, """{"first_index":0,"end_index":512,"kept_days":30,"newest_at":"2026-10-25T08:09:50Z"}"""));
        Put(replaced, 300, Tombstone);
        using var missing = ALog(Told(Erasure, """{"state":"confirmed","entry_index":0,"erased_evidence_id":"evidence-1","asked_by":"a","confirmed_by":"b","confirmed_at":"t"}"""));
        missing.Files.Remove("tile/entries/000");

        Assert.That((await replaced.VerifyAsync()).Says, Does.Contain("Entries 300 to 300 are pruned"));
        Assert.That((await missing.VerifyAsync()).Finding, Is.EqualTo(VerificationFinding.Missing));
    }

    [TestCase("evidence-3", "evidence-2", "", TestName = "It names another entry")]
    [TestCase("evidence-1", "evidence-3", "", TestName = "It names another that says so")]
    [TestCase("evidence-1", "evidence-2", " ", TestName = "It says more")]
    public async Task A_tombstone_with_another_text_is_tampering(string erased, string toldBy, string more)
    {
        using var log = ALog(Told(Erasure, """{"state":"confirmed","entry_index":300,"erased_evidence_id":"evidence-1","asked_by":"anna","confirmed_by":"bert","confirmed_at":"t"}"""));
        Put(log, 300, ErasedEntry.Tombstone(erased, toldBy) + more);

        Assert.That((await log.VerifyAsync()) is { Finding: VerificationFinding.Tampered, FirstBadIndex: 300 }, Is.True);
    }

    private static string Tombstone => ErasedEntry.Tombstone("evidence-1", "evidence-2");

    private static SignedLog ALog(string told) => new(600, index => index == 590 ? told : SignedLog.AnEntry(index));

    private static string Told(string kind, string summary, string outcome = "done") =>
        $$"""{"created_at":"2026-11-24T08:09:50Z","evidence_id":"evidence-2","what":{"metadata_kind":"{{kind}}","outcome":"{{outcome}}","resource_id":null,"summary":{{summary}} } }""";

    private static void Put(SignedLog log, int index, string entry)
    {
        var path = Tiling.EntriesAt(index, log.Entries.Count).Path;
        Assert.That(EntryBundle.TryRead(log.Files[path], out var entries), Is.True);
        var bundle = new ArrayBufferWriter<byte>();
        for (var place = 0; place < entries.Count; place++)
        {
            EntryBundle.Write(bundle, place == index % LogTile.FullWidth ? Encoding.UTF8.GetBytes(entry) : entries[place].Span);
        }

        log.Files[path] = bundle.WrittenSpan.ToArray();
    }
}
