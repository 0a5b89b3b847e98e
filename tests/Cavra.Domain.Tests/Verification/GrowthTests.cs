using Cavra.Domain.Evidence.Log;
using Cavra.Verification;

namespace Cavra.Domain.Tests.Verification;

public sealed class GrowthTests
{
    [Test]
    public async Task A_log_has_grown_from_every_checkpoint_it_ever_had()
    {
        using var log = new SignedLog(600);
        foreach (var size in new[] { 0, 1, 2, 255, 256, 257, 400, 512, 513, 599, 600 })
        {
            Assert.That((await log.VerifyAsync(log.At(size))).Finding, Is.EqualTo(VerificationFinding.Sound), $"from {size}");
        }
    }

    [Test]
    public async Task A_log_that_was_rolled_back_is_found_by_whoever_kept_a_checkpoint()
    {
        using var log = new SignedLog(600);
        var kept = log.At(600);
        var earlier = log.At(500);
        foreach (var (path, bytes) in Shortened(500))
        {
            log.Files[path] = bytes;
        }

        log.Files["checkpoint"] = earlier;
        var verdict = await log.VerifyAsync(kept);

        Assert.That((verdict.Finding, verdict.FirstBadIndex), Is.EqualTo((VerificationFinding.Tampered, (long?)500)));
        Assert.That((await log.VerifyAsync()).Finding, Is.EqualTo(VerificationFinding.Sound), "without the kept checkpoint nobody can tell");
    }

    [TestCase(0)]
    [TestCase(299)]
    public async Task A_log_that_was_written_anew_and_signed_again_is_found(int changed)
    {
        using var log = new SignedLog(600, index => SignedLog.AnEntry(index == changed ? 9_999 : index));
        using var kept = new SignedLog(300);
        var old = Whole(kept);

        var verdict = await log.VerifyAsync(log.Sign(old));

        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Tampered));
        Assert.That(verdict.Says, Does.Contain("has not grown"));
    }

    [Test]
    public async Task A_checkpoint_that_nobody_trusted_has_signed_proves_nothing()
    {
        using var log = new SignedLog(600);
        using var other = new SignedLog(600);

        Assert.That((await log.VerifyAsync(other.At(300))).Finding, Is.EqualTo(VerificationFinding.Untrusted));
    }

    private static Checkpoint Whole(SignedLog log) => new(
        SignedLog.Origin, log.Entries.Count, Merkle.Root([.. log.Entries.Select(bytes => Merkle.LeafHash(bytes))]));

    private static Dictionary<string, byte[]> Shortened(int size)
    {
        using var log = new SignedLog(size);
        return new Dictionary<string, byte[]>(log.Files);
    }
}
