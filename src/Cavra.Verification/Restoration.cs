using System.Text.Json;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>That a log has not grown from the checkpoint that somebody kept, until entries of the log itself tell why.</summary>
/// <param name="notGrown">What is wrong where none does.</param>
/// <param name="kept">The checkpoint.</param>
internal sealed class Restoration(Flaw notGrown, Checkpoint kept)
{
    private readonly List<RestoredFrom> _told = [];

    public Flaw NotGrown => notGrown;

    /// <summary>What is wrong, once every entry was met.</summary>
    public Flaw Flaw => _told.Count == 0
        ? notGrown
        : new Flaw(
            VerificationFinding.Restored,
            $"The log has not grown from the checkpoint of {kept.Size} entries, because it was restored: {string.Join("; ", _told.Select(one => one.Says))}.{Doubt}",
            "checkpoint", _told.Min(one => one.TreeSize));

    // A longer checkpoint may have been over that entry already, and then something else has cut the log back since.
    private string Doubt => _told.TrueForAll(one => one.Index >= kept.Size)
        ? ""
        : " That holds for a checkpoint that was kept before then; one that was kept later nobody has given up, and the log was tampered with.";

    /// <summary>Looks whether an entry, which is one that was signed, tells that two people let the log go on from before that checkpoint.</summary>
    public void Meet(long index, ReadOnlySpan<byte> entry)
    {
        if (RestoredFrom.TryRead(index, entry) is { } told && told.TreeSize <= kept.Size && told.TreeSize <= index)
        {
            _told.Add(told);
        }
    }
}

/// <summary>What a confirmed adoption of a restored log says.</summary>
/// <param name="Index">Of its entry.</param>
/// <param name="TreeSize">Entries that were kept: those after them were given up.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="ConfirmedBy">Who confirmed.</param>
/// <param name="ConfirmedAt">When, as the entry writes it.</param>
internal sealed record RestoredFrom(long Index, long TreeSize, string AskedBy, string ConfirmedBy, string ConfirmedAt)
{
    private static readonly string Confirmed = WireName.Of(LogAdoptionState.Confirmed);

    public string Says =>
        $"{AskedBy} asked, and {ConfirmedBy} confirmed at {ConfirmedAt} (entry {Index}), that it go on from its first {TreeSize} entries; "
        + $"what had been signed from index {TreeSize} on was given up";

    /// <summary>Null for every other entry.</summary>
    public static RestoredFrom? TryRead(long index, ReadOnlySpan<byte> entry)
    {
        if (entry.IndexOf("evidence-log-adoption"u8) < 0)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(entry.ToArray(), new JsonDocumentOptions { MaxDepth = 64 });
            var what = document.RootElement.GetProperty("what");
            var summary = what.GetProperty("summary");
            return what.GetProperty("metadata_kind").GetString() == WireNames.LogAdoptionKind
                && what.GetProperty("outcome").GetString() == EvidenceEntry.Done && summary.GetProperty("state").GetString() == Confirmed
                ? new RestoredFrom(
                    index, summary.GetProperty("tree_size").GetInt64(), summary.GetProperty("asked_by").GetString()!,
                    summary.GetProperty("confirmed_by").GetString()!, summary.GetProperty("confirmed_at").GetString()!)
                : null;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
