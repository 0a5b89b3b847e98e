using System.Globalization;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>Witnesses whose cosignatures are asked for, and the time it is.</summary>
/// <param name="Keys">Their keys; none where nobody asks.</param>
/// <param name="Now">By which cosignatures of the future are told.</param>
public sealed record NamedWitnesses(IReadOnlyList<VerifierKey> Keys, DateTimeOffset Now)
{
    /// <summary>None.</summary>
    public static readonly NamedWitnesses None = new([], DateTimeOffset.UnixEpoch);

    /// <summary>What each of them says of a note.</summary>
    /// <exception cref="Flaw">One of them has not made the line that is called its own.</exception>
    internal IReadOnlyList<WitnessVerdict> Read(string note, string file)
    {
        if (!SignedNote.TryParse(note, out var parsed))
        {
            throw Flaw.Unreadable($"{file} is no signed checkpoint.", file);
        }

        return [.. Keys.Select(key => CosignatureCheck.Find(parsed.Text, parsed.Signatures, key, Now) is { Finding: not CosignatureFinding.Wrong } found
            ? new WitnessVerdict(key.Name, found.Finding is CosignatureFinding.Valid, found.Time)
            : throw Flaw.Tampered($"The cosignature of {file} by the witness {key.Name} is wrong.", file))];
    }
}

/// <summary>Whether a named witness cosigned the checkpoint.</summary>
/// <param name="Name">The name of its key.</param>
/// <param name="Cosigned">Whether it did; one with a time that is still to come is not counted.</param>
/// <param name="CosignedAt">When, by its own clock; null where it did not.</param>
public sealed record WitnessVerdict(string Name, bool Cosigned, DateTimeOffset? CosignedAt)
{
    /// <summary>What is said of all of them; empty where none was named.</summary>
    internal static string Sentence(IReadOnlyList<WitnessVerdict> witnesses)
    {
        if (witnesses.Count == 0)
        {
            return "";
        }

        var each = witnesses.Select(witness => witness.CosignedAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"cosigned by {witness.Name} at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}")
            : $"not cosigned by {witness.Name}");
        var count = witnesses.Count(witness => witness.Cosigned);
        return $" The checkpoint is cosigned by {count} of {witnesses.Count} named witnesses: {string.Join(", ", each)}.";
    }
}
