namespace Cavra.Verification;

/// <summary>What became of the evidence, as far as can be checked.</summary>
public enum VerificationFinding
{
    /// <summary>Everything that was checked holds.</summary>
    Sound,

    /// <summary>Something is not what was signed.</summary>
    Tampered,

    /// <summary>It is signed, and by none of the keys that are trusted: another key, or another log's.</summary>
    Untrusted,

    /// <summary>Something that must be there is not.</summary>
    Missing,

    /// <summary>The log has not grown from a checkpoint that was kept, and tells itself that people let it go on from an older copy.</summary>
    Restored,

    /// <summary>It is written, but no checkpoint is over it yet.</summary>
    UnsignedYet,

    /// <summary>It is no evidence, or damaged beyond reading.</summary>
    Unreadable,
}

/// <summary>The answer of a verification.</summary>
/// <param name="Finding">What became of the evidence.</param>
/// <param name="Says">One sentence for a person: what holds, or what is wrong with the first bad thing.</param>
public sealed record VerificationResult(VerificationFinding Finding, string Says)
{
    /// <summary>Index in the log of the first bad entry; null when nothing is bad, or when no entry can be named.</summary>
    public long? FirstBadIndex { get; init; }

    /// <summary>The file that the first bad thing is in; null when nothing is bad.</summary>
    public string? File { get; init; }

    /// <summary>What the log is called; null when no checkpoint could be read.</summary>
    public string? Origin { get; init; }

    /// <summary>Entries that the checkpoint is over; null when none could be read.</summary>
    public long? TreeSize { get; init; }

    /// <summary>Entries whose bytes were hashed and found in the tree.</summary>
    public long Checked { get; init; }

    /// <summary>Files that are there to be read by people and are held to nothing: somebody could have changed them.</summary>
    public IReadOnlyList<string> Unchecked { get; init; } = [];

    /// <summary>What the named witnesses say of the checkpoint, in the order they were named; none where none was, or nothing is sound.</summary>
    public IReadOnlyList<WitnessVerdict> Witnesses { get; init; } = [];

    /// <summary>What is said of the time-stamp that came with it; null where none did, or nothing is sound.</summary>
    public TimestampVerdict? Timestamp { get; init; }

    /// <summary>Entries without bytes, by retention (pruned) or by two people (erased), each told by an entry of the log; none where nothing is sound.</summary>
    public IReadOnlyList<RemovedRange> Removed { get; init; } = [];

    public bool IsSound => Finding is VerificationFinding.Sound;
}

/// <summary>The first bad thing that a verification has met; it ends there.</summary>
internal sealed class Flaw(VerificationFinding finding, string says, string? file = null, long? index = null) : Exception(says)
{
    public VerificationResult VerificationResult { get; } = new(finding, says) { File = file, FirstBadIndex = index };

    public static Flaw Unreadable(string says, string file) => new(VerificationFinding.Unreadable, says, file);

    public static Flaw Tampered(string says, string file, long? index = null) => new(VerificationFinding.Tampered, says, file, index);

    public static Flaw Untrusted(string origin, string file) => new(
        VerificationFinding.Untrusted, $"{file} of {origin} is signed by none of the trusted keys: it is another log's, or a key is missing among them, or somebody else signed it.", file);

    public static Flaw Missing(string file, long? index = null) => new(VerificationFinding.Missing, $"{file} is missing.", file, index);
}
