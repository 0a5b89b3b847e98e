using System.Text;
using System.Text.Json;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>Entries whose bytes were taken away, which a later entry of the log says.</summary>
/// <param name="Reason">Why.</param>
/// <param name="FirstIndex">Index of the first.</param>
/// <param name="EndIndex">Index after the last one.</param>
/// <param name="Says">Who or what did it, when, and which entry says so.</param>
public sealed record RemovedRange(RemovalReason Reason, long FirstIndex, long EndIndex, string Says);

/// <summary>Collects the entries that have no bytes, and what entries that are sound say of removals: each of the former needs one of the latter.</summary>
internal sealed class RemovedEntries
{
    private readonly SortedDictionary<long, Gap> _gaps = [];
    private readonly List<Told> _told = [];

    /// <summary>Whether any entry has no bytes.</summary>
    public bool Any => _gaps.Count > 0;

    /// <summary>How many entries have no bytes.</summary>
    public long Count => _gaps.Values.Sum(gap => gap.End - gap.First);

    /// <summary>That a whole bundle is not there, though its hashes are.</summary>
    public void Lack(EntryTile bundle) => _gaps[bundle.First] = new Gap(bundle.First, bundle.End, Tombstone: null, bundle.Path);

    /// <summary>That a tombstone stands where an entry was.</summary>
    public void Erased(long index, ReadOnlyMemory<byte> tombstone, string file) => _gaps[index] = new Gap(index, index + 1, tombstone, file);

    /// <summary>Looks whether an entry, which is one that was signed, says that bytes were taken away.</summary>
    public void Meet(long index, ReadOnlySpan<byte> entry)
    {
        if (Told.TryRead(index, entry) is { } told)
        {
            _told.Add(told);
        }
    }

    /// <summary>What was taken away, in order.</summary>
    /// <exception cref="Flaw">Nothing says that an entry's bytes were.</exception>
    public IReadOnlyList<RemovedRange> Explained()
    {
        var explained = new List<RemovedRange>();
        foreach (var gap in _gaps.Values)
        {
            if ((_told.Find(told => told.Tombstone is not null && told.Explains(gap)) ?? _told.Find(told => told.Explains(gap))) is not { } why)
            {
                throw gap.Tombstone is not null
                    ? Flaw.Tampered($"Entry {gap.First} was replaced, and no entry of the log says that two people erased it.", gap.File, gap.First)
                    : Flaw.Missing(gap.File, gap.First);
            }

            if (explained is [.., var last] && last.EndIndex == gap.First && last.Says == why.Says)
            {
                explained[^1] = last with { EndIndex = gap.End };
            }
            else
            {
                explained.Add(new RemovedRange(why.Reason, gap.First, gap.End, why.Says));
            }
        }

        return explained;
    }

    /// <summary>In words for a person; empty where nothing was taken away.</summary>
    public static string Sentence(IReadOnlyList<RemovedRange> removed) => string.Concat(removed.Select(range =>
        range.Reason is RemovalReason.Erasure
            ? $" Entry {range.FirstIndex} is erased: {range.Says}."
            : $" Entries {range.FirstIndex} to {range.EndIndex - 1} are pruned: {range.Says}."));

    private sealed record Gap(long First, long End, ReadOnlyMemory<byte>? Tombstone, string File);

    /// <summary>What an entry says of a removal.</summary>
    private sealed record Told(RemovalReason Reason, long First, long End, string? Tombstone, string Says)
    {
        /// <summary>Whether it says why bytes are not there. What retention took, no tombstone needs to stand for.</summary>
        public bool Explains(Gap gap) => First <= gap.First && gap.End <= End
            && (Tombstone is null || (gap.Tombstone is { } there && there.Span.SequenceEqual(Encoding.UTF8.GetBytes(Tombstone))));

        private const string Confirmed = "confirmed";

        public static Told? TryRead(long index, ReadOnlySpan<byte> entry)
        {
            if (entry.IndexOf("evidence-retention"u8) < 0 && entry.IndexOf("evidence-erasure"u8) < 0)
            {
                return null;
            }

            try
            {
                using var document = JsonDocument.Parse(entry.ToArray(), new JsonDocumentOptions { MaxDepth = 64 });
                var what = document.RootElement.GetProperty("what");
                var told = what.GetProperty("outcome").GetString() != EvidenceEntry.Done ? null : what.GetProperty("metadata_kind").GetString() switch
                {
                    WireNames.EvidenceRetentionKind => Retention(index, document.RootElement, what.GetProperty("summary")),
                    WireNames.EvidenceErasureKind => Erasure(index, document.RootElement, what.GetProperty("summary")),
                    _ => null,
                };

                // Nothing that comes after it can have been taken away by it.
                return told?.First >= 0 && told.First < told.End && told.End <= index ? told : null;
            }
            catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                return null;
            }
        }

        // Whole bundles from the log's first entry on, none younger than it says that the policy keeps.
        private static Told? Retention(long index, JsonElement root, JsonElement summary)
        {
            var (days, end) = (summary.GetProperty("kept_days").GetInt32(), summary.GetProperty("end_index").GetInt64());
            return summary.GetProperty("first_index").GetInt64() == 0 && end % LogTile.FullWidth == 0
                && days is >= EvidenceRetention.FewestDays and <= EvidenceRetention.MostDays
                && summary.GetProperty("newest_at").GetDateTimeOffset().AddDays(days) <= root.GetProperty("created_at").GetDateTimeOffset()
                    ? Retention(index, end, days, root.GetProperty("created_at").GetString()!)
                    : null;
        }

        private static Told Retention(long index, long end, int days, string at) => new(
            RemovalReason.Retention, 0, end, Tombstone: null,
            $"a policy that keeps evidence for {days} days let them go at {at} (entry {index})");

        // One person alone erases nothing.
        private static Told? Erasure(long index, JsonElement root, JsonElement summary)
        {
            var (asked, confirmed) = (summary.GetProperty("asked_by").GetString(), summary.GetProperty("confirmed_by").GetString());
            var erased = summary.GetProperty("entry_index").GetInt64();
            return summary.GetProperty("state").GetString() == Confirmed && asked is not null && confirmed is not null
                ? new Told(
                    RemovalReason.Erasure, erased, erased + 1,
                    ErasedEntry.Tombstone(summary.GetProperty("erased_evidence_id").GetString()!, root.GetProperty("evidence_id").GetString()!),
                    $"{asked} asked and {confirmed} confirmed it at {summary.GetProperty("confirmed_at").GetString()} (entry {index})")
                : null;
        }
    }
}
