using Cavra.Domain.Evidence.Log;
using Cavra.Verification;
using NSec.Cryptography;

namespace Cavra.Domain.Tests.Verification;

public sealed class LogVerifierTests
{
    [TestCase(1)]
    [TestCase(255)]
    [TestCase(256)]
    [TestCase(257)]
    [TestCase(600)]
    [TestCase(66_000)]
    public async Task A_log_as_it_was_signed_is_sound(int size)
    {
        using var log = new SignedLog(size);

        var verdict = await log.VerifyAsync();

        Assert.Multiple(() =>
        {
            Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound), verdict.Says);
            Assert.That(verdict.Checked, Is.EqualTo(size));
            Assert.That(verdict.TreeSize, Is.EqualTo(size));
            Assert.That(verdict.Origin, Is.EqualTo(SignedLog.Origin));
        });
    }

    [TestCase(0)]
    [TestCase(255)]
    [TestCase(256)]
    [TestCase(511)]
    [TestCase(512)]
    [TestCase(599)]
    public async Task A_changed_entry_is_named(int index)
    {
        using var log = new SignedLog(600);
        var bundle = log.Files[Tiling.EntriesAt(index, 600).Path];
        var at = bundle.AsSpan().IndexOf(log.Entries[index]);
        bundle[at + 20] ^= 1;

        var verdict = await log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((VerificationFinding.Tampered, (long?)index)));
    }

    [Test]
    public async Task Whatever_byte_is_changed_in_whatever_file_the_log_is_not_sound()
    {
        using var log = new SignedLog(600);
        foreach (var (path, bytes) in log.Files)
        {
            for (var at = 0; at < bytes.Length; at += path == "checkpoint" ? 1 : 997)
            {
                bytes[at] ^= 0x04;
                Assert.That((await log.VerifyAsync()).IsSound, Is.False, $"{path} at {at}");
                bytes[at] ^= 0x04;
            }
        }

        Assert.That((await log.VerifyAsync()).IsSound, Is.True);
    }

    [Test]
    public async Task Whatever_file_is_missing_it_is_named()
    {
        using var log = new SignedLog(66_000);
        foreach (var (path, bytes) in log.Files.Where((file, i) => i % 17 == 0 || !IsOneOfMany(file.Key)).ToList())
        {
            log.Files.Remove(path);
            var verdict = await log.VerifyAsync();
            Assert.That((verdict.Finding, verdict.File), Is.EqualTo((VerificationFinding.Missing, path)));
            log.Files[path] = bytes;
        }
    }

    [Test]
    public async Task Missing_entries_are_told_by_their_first_index()
    {
        using var log = new SignedLog(600);
        log.Files.Remove("tile/entries/001");

        var verdict = await log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex, verdict.Checked), Is.EqualTo((VerificationFinding.Missing, (long?)256, 344L)), "a later entry could have said why");
    }

    [Test]
    public async Task A_changed_tile_beside_true_entries_is_told_from_changed_entries()
    {
        using var log = new SignedLog(600);
        log.Files["tile/0/001"][32 * 7] ^= 1;

        var verdict = await log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.File, verdict.FirstBadIndex), Is.EqualTo((VerificationFinding.Tampered, "tile/0/001", (long?)263)));
    }

    [Test]
    public async Task Entries_and_tiles_changed_together_are_held_to_the_root()
    {
        using var log = new SignedLog(600);
        using var other = new SignedLog(600, index => SignedLog.AnEntry(index == 300 ? 9_999 : index));
        foreach (var path in new[] { "tile/0/001", "tile/entries/001" })
        {
            log.Files[path] = other.Files[path];
        }

        var verdict = await log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((VerificationFinding.Tampered, (long?)256)));
    }

    [TestCase(300)]
    [TestCase(599)]
    public async Task A_log_that_was_made_anew_under_an_old_checkpoint_is_held_to_the_root(int changed)
    {
        using var log = new SignedLog(600);
        using var other = new SignedLog(600, index => SignedLog.AnEntry(index == changed ? 9_999 : index));
        foreach (var (path, bytes) in other.Files.Where(file => file.Key != "checkpoint"))
        {
            log.Files[path] = bytes;
        }

        var verdict = await log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.File), Is.EqualTo((VerificationFinding.Tampered, "tile")));
    }

    [TestCase("tile/entries/000", "tile/entries/001")]
    [TestCase("tile/0/000", "tile/0/001")]
    public async Task Files_in_another_order_are_found(string one, string other)
    {
        using var log = new SignedLog(600);
        (log.Files[one], log.Files[other]) = (log.Files[other], log.Files[one]);

        Assert.That((await log.VerifyAsync()).Finding, Is.EqualTo(VerificationFinding.Tampered));
    }

    [Test]
    public async Task A_log_that_another_key_has_signed_is_not_trusted()
    {
        using var log = new SignedLog(3);
        using var other = new SignedLog(3);

        var verdict = await new LogVerifier(log, [other.Trusted]).VerifyAsync(CancellationToken.None);

        Assert.That((verdict.Finding, verdict.File), Is.EqualTo((VerificationFinding.Untrusted, "checkpoint")));
    }

    [Test]
    public async Task A_trusted_key_of_another_log_does_not_sign_for_this_one()
    {
        using var key = Key.Create(SignatureAlgorithm.Ed25519);
        using var log = new SignedLog(3);
        var elsewhere = VerifierKey.OfEd25519("cavra/test/elsewhere", key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        Assert.That(SignedNote.TryParse(System.Text.Encoding.UTF8.GetString(log.Files["checkpoint"]), out var note), Is.True);
        var signature = SignatureAlgorithm.Ed25519.Sign(key, System.Text.Encoding.UTF8.GetBytes(note!.Text));
        log.Files["checkpoint"] = System.Text.Encoding.UTF8.GetBytes(
            new SignedNote(note.Text, [new NoteSignature(elsewhere.Name, elsewhere.KeyId, signature)]).ToString());

        Assert.That((await new LogVerifier(log, [elsewhere]).VerifyAsync(CancellationToken.None)).Finding, Is.EqualTo(VerificationFinding.Untrusted));
    }

    private static bool IsOneOfMany(string path) =>
        path.StartsWith("tile/0/", StringComparison.Ordinal) || path.StartsWith("tile/entries/", StringComparison.Ordinal);
}
