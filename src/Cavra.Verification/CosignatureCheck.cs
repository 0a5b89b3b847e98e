using System.Text;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>Checks what witnesses say to have signed.</summary>
public static class CosignatureCheck
{
    /// <summary>Looks among the lines for those of one witness.</summary>
    /// <param name="noteText">What the note has above its signatures.</param>
    /// <param name="lines">Signature lines, of whomever.</param>
    /// <param name="witness">The witness's key.</param>
    /// <param name="now">The time by which cosignatures of the future are told.</param>
    public static WitnessedCheckpoint Find(string noteText, IReadOnlyList<NoteSignature> lines, VerifierKey witness, DateTimeOffset now)
    {
        var found = new WitnessedCheckpoint(CosignatureFinding.Missing, Line: null, Time: null);
        foreach (var line in lines.Where(witness.IsNamedBy))
        {
            if (!Cosignature.TryRead(line.Signature, out var cosignature)
                || !witness.HasSigned(Encoding.UTF8.GetBytes(cosignature.SignedText(noteText)), cosignature.Signature))
            {
                return new WitnessedCheckpoint(CosignatureFinding.Wrong, Line: null, Time: null);
            }

            if (!cosignature.IsTimelyAt(now))
            {
                found = found.Finding is CosignatureFinding.Valid ? found : found with { Finding = CosignatureFinding.Early };
            }
            else if (found.Time is not { } time || time.ToUnixTimeSeconds() < cosignature.Time)
            {
                found = new WitnessedCheckpoint(CosignatureFinding.Valid, line, DateTimeOffset.FromUnixTimeSeconds(cosignature.Time));
            }
        }

        return found;
    }
}

/// <summary>Whether a witness cosigned a checkpoint.</summary>
public enum CosignatureFinding
{
    /// <summary>It did.</summary>
    Valid,

    /// <summary>There is no line of it.</summary>
    Missing,

    /// <summary>There is a line with its name and key id that its key has not made.</summary>
    Wrong,

    /// <summary>It did, with a time that is still to come.</summary>
    Early,
}

/// <summary>What became of one witness's cosignature.</summary>
/// <param name="Finding">Whether it is there and holds.</param>
/// <param name="Line">The newest that holds; null where none does.</param>
/// <param name="Time">When the witness says that it signed; null where no line holds.</param>
public sealed record WitnessedCheckpoint(CosignatureFinding Finding, NoteSignature? Line, DateTimeOffset? Time);
