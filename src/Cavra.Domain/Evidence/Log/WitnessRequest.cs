using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cavra.Domain.Evidence.Log;

/// <summary>What a witness is asked: to cosign a checkpoint that its last one grew into (C2SP <c>tlog-witness</c>).</summary>
/// <param name="OldSize">Of the last checkpoint that it cosigned, in entries; 0 for none.</param>
/// <param name="Proof">As <see cref="Merkle.Extends"/> takes it.</param>
/// <param name="Checkpoint">A <see cref="SignedNote"/> over a checkpoint, word for word.</param>
public sealed record WitnessRequest(long OldSize, IReadOnlyList<TreeHash> Proof, string Checkpoint)
{
    /// <summary>Below the witness's submission prefix.</summary>
    public const string Path = "add-checkpoint";

    private const int LongestProof = 63;

    private const string OldWord = "old ";

    /// <summary>The request's body.</summary>
    public override string ToString()
    {
        var old = OldWord + OldSize.ToString(CultureInfo.InvariantCulture);
        string[] lines = [old, .. Proof.Select(hash => hash.ToString())];
        return $"{string.Join('\n', lines)}\n\n{Checkpoint}";
    }

    /// <summary>Reads exactly what <see cref="ToString"/> writes, if its checkpoint is a well-formed note.</summary>
    public static bool TryParse(string? body, [NotNullWhen(true)] out WitnessRequest? request)
    {
        request = null;
        var parting = body?.IndexOf("\n\n", StringComparison.Ordinal) ?? -1;
        if (body is null || parting < 0 || !SignedNote.TryParse(body[(parting + 2)..], out _))
        {
            return false;
        }

        var lines = body[..parting].Split('\n', LongestProof + 2);
        var proof = new List<TreeHash>();
        foreach (var line in lines.Skip(1))
        {
            if (proof.Count == LongestProof || !TreeHash.TryParse(line, out var hash))
            {
                return false;
            }

            proof.Add(hash);
        }

        if (!lines[0].StartsWith(OldWord, StringComparison.Ordinal) || !NoteText.TryParseNumber(lines[0][OldWord.Length..], out var old))
        {
            return false;
        }

        request = new WitnessRequest(old, proof, body[(parting + 2)..]);
        return true;
    }

    public bool Equals(WitnessRequest? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
