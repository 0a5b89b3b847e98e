using System.Text;
using Cavra.Verification;

namespace Cavra.Domain.Tests.Verification;

public sealed class ReceiptVerifierTests
{
    [TestCase(1, 0)]
    [TestCase(600, 0)]
    [TestCase(600, 256)]
    [TestCase(600, 599)]
    public void A_receipt_as_it_was_given_is_sound(int size, int index)
    {
        using var log = new SignedLog(size);

        var verdict = ReceiptVerifier.Verify(log.ReceiptOf(index), [log.Trusted]);

        Assert.That((verdict.Finding, verdict.TreeSize), Is.EqualTo((VerificationFinding.Sound, (long?)size)), verdict.Says);
    }

    [Test]
    public void Whatever_byte_of_a_receipt_is_changed_it_is_not_sound()
    {
        using var log = new SignedLog(600);
        var receipt = log.ReceiptOf(300);
        for (var at = 0; at < receipt.Length; at++)
        {
            receipt[at] ^= 0x01;
            Assert.That(ReceiptVerifier.Verify(receipt, [log.Trusted]).IsSound, Is.False, $"byte {at}");
            receipt[at] ^= 0x01;
        }

        Assert.That(ReceiptVerifier.Verify(receipt, [log.Trusted]).IsSound, Is.True);
    }

    [TestCase("")]
    [TestCase("c2sp.org/tlog-proof@v1\n")]
    [TestCase("PK")]
    public void What_is_no_receipt_is_unreadable(string text)
    {
        using var log = new SignedLog(3);

        Assert.That(ReceiptVerifier.Verify(Encoding.UTF8.GetBytes(text), [log.Trusted]).Finding, Is.EqualTo(VerificationFinding.Unreadable));
    }

    [Test]
    public void A_receipt_that_no_trusted_key_has_signed_is_not_sound()
    {
        using var log = new SignedLog(3);
        using var other = new SignedLog(3);

        var verdict = ReceiptVerifier.Verify(log.ReceiptOf(1), [other.Trusted]);

        Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Untrusted));
        Assert.That(verdict.Says, Does.Contain("signed by none of the trusted keys"));
        Assert.That(ReceiptVerifier.Verify(log.ReceiptOf(1), []).Finding, Is.EqualTo(VerificationFinding.Untrusted));
    }
}
