using System.Text;
using Cavra.Domain.Evidence.Log;
using Cavra.Verification;

namespace Cavra.Domain.Tests.Verification;

public sealed class CosignatureCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 14, 0, 0, TimeSpan.Zero);

    private SignedLog _log = null!;
    private ASigningWitness _first = null!;
    private ASigningWitness _second = null!;

    [SetUp]
    public void GivenALogAndTwoWitnesses() =>
        (_log, _first, _second) = (new SignedLog(300), new ASigningWitness("witness.example/w1"), new ASigningWitness("witness.example/w2"));

    [TearDown]
    public void Forget()
    {
        _log.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    [Test]
    public async Task Named_witnesses_that_cosigned_are_counted_and_the_others_are_said()
    {
        Cosign(_first, Now.AddMinutes(-2));

        var verdict = await VerifyAsync(_first, _second);

        Assert.Multiple(() =>
        {
            Assert.That(verdict.Finding, Is.EqualTo(VerificationFinding.Sound));
            Assert.That(verdict.Says, Does.EndWith(
                " The checkpoint is cosigned by 1 of 2 named witnesses: cosigned by witness.example/w1 at 2026-11-29T13:58:00Z, not cosigned by witness.example/w2."));
            Assert.That(verdict.Witnesses, Is.EqualTo(new[]
            {
                new WitnessVerdict("witness.example/w1", Cosigned: true, Now.AddMinutes(-2)), new WitnessVerdict("witness.example/w2", Cosigned: false, CosignedAt: null),
            }));
        });
    }

    [Test]
    public async Task Cosignatures_by_witnesses_that_nobody_named_are_passed_over()
    {
        Cosign(_first, Now);
        _log.Files["checkpoint"] = WithLine(new NoteSignature("witness.example/w2", _second.Known.KeyId, [1, 2, 3]));

        var verdict = await _log.VerifyAsync();

        Assert.That((verdict.Finding, verdict.Witnesses.Count), Is.EqualTo((VerificationFinding.Sound, 0)));
        Assert.That(verdict.Says, Does.Not.Contain("witness"));
    }

    [Test]
    public async Task A_wrong_cosignature_by_a_named_witness_is_tampering()
    {
        using var impostor = new ASigningWitness("witness.example/w1");
        var theirs = impostor.Line(Text(), Now);
        _log.Files["checkpoint"] = WithLine(new NoteSignature(theirs.Name, _first.Known.KeyId, theirs.Signature));

        var verdict = await VerifyAsync(_first);

        Assert.That((verdict.Finding, verdict.File), Is.EqualTo((VerificationFinding.Tampered, "checkpoint")));
        Assert.That(verdict.Says, Is.EqualTo("The cosignature of checkpoint by the witness witness.example/w1 is wrong."));
    }

    [Test]
    public async Task A_wrong_cosignature_beside_a_good_one_is_tampering_too()
    {
        Cosign(_first, Now);
        _log.Files["checkpoint"] = WithLine(new NoteSignature("witness.example/w1", _first.Known.KeyId, new byte[72]));

        Assert.That((await VerifyAsync(_first)).Finding, Is.EqualTo(VerificationFinding.Tampered));
    }

    [Test]
    public async Task A_cosignature_of_another_checkpoint_is_wrong()
    {
        using var other = new SignedLog(299);
        Assert.That(SignedNote.TryParse(Encoding.UTF8.GetString(other.Files["checkpoint"]), out var note), Is.True);
        _log.Files["checkpoint"] = WithLine(_first.Line(note!.Text, Now));

        Assert.That((await VerifyAsync(_first)).Finding, Is.EqualTo(VerificationFinding.Tampered));
    }

    [TestCase(300, ExpectedResult = true)]
    [TestCase(301, ExpectedResult = false)]
    public async Task<bool> A_cosignature_of_the_future_is_not_counted(int secondsAhead)
    {
        Cosign(_first, Now.AddSeconds(secondsAhead));

        var verdict = await VerifyAsync(_first);

        Assert.That(verdict.IsSound, Is.True);
        return verdict.Witnesses.Single().Cosigned;
    }

    [Test]
    public async Task Of_several_by_one_witness_the_newest_that_is_not_of_the_future_counts()
    {
        Cosign(_first, Now.AddMinutes(-1));
        Cosign(_first, Now.AddHours(1));
        Cosign(_first, Now.AddMinutes(-9));

        Assert.That((await VerifyAsync(_first)).Witnesses.Single().CosignedAt, Is.EqualTo(Now.AddMinutes(-1)));
    }

    [Test]
    public async Task A_witness_named_as_a_key_to_trust_signs_no_log()
    {
        Cosign(_first, Now);

        var verdict = await new LogVerifier(_log, [_first.Known, _log.Trusted]).VerifyAsync(CancellationToken.None);
        var alone = await new LogVerifier(_log, [_first.Known]).VerifyAsync(CancellationToken.None);

        Assert.That((verdict.Finding, alone.Finding), Is.EqualTo((VerificationFinding.Sound, VerificationFinding.Untrusted)));
    }

    [Test]
    public void A_receipt_says_of_its_checkpoint_who_cosigned_it()
    {
        Cosign(_second, Now);

        var verdict = ReceiptVerifier.Verify(_log.ReceiptOf(3), [_log.Trusted], new NamedWitnesses([_first.Known, _second.Known], Now));

        Assert.That(verdict.Witnesses.Select(witness => witness.Cosigned), Is.EqualTo(new[] { false, true }));
        Assert.That(verdict.Says, Does.Contain("cosigned by 1 of 2 named witnesses"));
    }

    private void Cosign(ASigningWitness witness, DateTimeOffset at) => _log.Files["checkpoint"] = witness.Cosign(_log.Files["checkpoint"], at);

    private string Text() => SignedNote.TryParse(Encoding.UTF8.GetString(_log.Files["checkpoint"]), out var note) ? note.Text : "";

    private byte[] WithLine(NoteSignature line) =>
        SignedNote.TryParse(Encoding.UTF8.GetString(_log.Files["checkpoint"]), out var note) ? Encoding.UTF8.GetBytes(note.With(line).ToString()) : [];

    private Task<VerificationResult> VerifyAsync(params ASigningWitness[] witnesses) =>
        new LogVerifier(_log, [_log.Trusted]) { Witnesses = new NamedWitnesses([.. witnesses.Select(witness => witness.Known)], Now) }.VerifyAsync(CancellationToken.None);
}
