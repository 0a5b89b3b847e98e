using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>Verifies a receipt: that its entry is in the log that a trusted key has signed.</summary>
public static class ReceiptVerifier
{
    /// <summary>The longest receipt: an entry as base64, a path and a checkpoint.</summary>
    public const int MostBytes = 1_200_000;

    /// <param name="receipt">A C2SP <c>tlog-proof</c> whose extra data is the entry.</param>
    /// <param name="trusted">The keys that are trusted, by the log's name.</param>
    /// <param name="witnesses">Witnesses whose cosignatures are looked for; null for none.</param>
    public static VerificationResult Verify(ReadOnlySpan<byte> receipt, IReadOnlyList<VerifierKey> trusted, NamedWitnesses? witnesses = null)
    {
        try
        {
            return Check(SignedCheckpoint.Text(receipt, "The receipt"), trusted, witnesses ?? NamedWitnesses.None);
        }
        catch (Flaw flaw)
        {
            return flaw.VerificationResult;
        }
    }

    private static VerificationResult Check(string text, IReadOnlyList<VerifierKey> trusted, NamedWitnesses named)
    {
        if (!TlogProof.TryParse(text, out var proof))
        {
            throw Flaw.Unreadable("This is no receipt, or a damaged one.", "receipt");
        }

        if (proof.Extra is not { } entry)
        {
            throw Flaw.Missing("The receipt's entry", proof.Index);
        }

        var checkpoint = SignedCheckpoint.Read(proof.Checkpoint, trusted, "the receipt's checkpoint");
        var witnesses = named.Read(proof.Checkpoint, "the receipt's checkpoint");
        return Merkle.IncludesLeaf(Merkle.LeafHash(entry), proof.Index, checkpoint.Size, proof.Path, checkpoint.Root)
            ? new VerificationResult(VerificationFinding.Sound, $"The entry is at index {proof.Index} of {checkpoint.Origin}, which had {checkpoint.Size} entries.{WitnessVerdict.Sentence(witnesses)}")
            {
                Origin = checkpoint.Origin,
                TreeSize = checkpoint.Size,
                Checked = 1,
                Witnesses = witnesses,
            }
            : throw Flaw.Tampered("The entry is not the one that the checkpoint was signed over.", "receipt", proof.Index);
    }
}
