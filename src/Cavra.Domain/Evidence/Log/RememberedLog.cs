using System.Diagnostics.CodeAnalysis;

namespace Cavra.Domain.Evidence.Log;

/// <summary>A tree, as whoever signs it or is about to names it.</summary>
/// <param name="Size">In entries.</param>
/// <param name="Root">Of the tree of that size.</param>
public sealed record TreeState(long Size, TreeHash Root)
{
    public static readonly TreeState Empty = new(0, Merkle.EmptyRoot);

    /// <summary>Whether the tiles of this tree prove that it begins with all of an earlier one; whatever they lack, they do not.</summary>
    /// <param name="earlier">At most as large as this.</param>
    /// <param name="tiles">Those that <see cref="TileProofs.NeededForConsistency"/> names.</param>
    public bool Extends(TreeState earlier, IReadOnlyDictionary<LogTile, byte[]> tiles)
    {
        try
        {
            var proof = earlier.Size == 0 ? [] : TileProofs.Consistency(earlier.Size, Size, tiles);
            return Merkle.Extends(earlier.Size, earlier.Root, Size, Root, proof);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public override string ToString() => $"{Size} {Root}";

    internal static TreeState? Read(string text) => text.Split(' ') is [var size, var root]
        && NoteText.TryParseNumber(size, out var entries) && TreeHash.TryParse(root, out var hash)
        ? new TreeState(entries, hash)
        : null;
}

/// <summary>What a process that signs a log remembers of it where nobody who owns the database can reach it.</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="LastSigned">The newest tree that it has signed and stored; null when it has not stored any yet.</param>
/// <param name="Begun">The tree that it was about to sign; whether it was stored is not known. Null when there is none.</param>
public sealed record RememberedLog(string Origin, TreeState? LastSigned, TreeState? Begun)
{
    private const string SignedLine = "signed ";
    private const string BegunLine = "begun ";

    /// <summary>The trees that are remembered.</summary>
    public IEnumerable<TreeState> Trees => new[] { LastSigned, Begun }.OfType<TreeState>();

    /// <summary>Reads exactly what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RememberedLog? remembered)
    {
        var lines = text.Split('\n');
        remembered = lines.Length < 2 || lines[^1].Length > 0 || !NoteText.IsLine(lines[0])
            ? null
            : new RememberedLog(lines[0], Of(SignedLine), Of(BegunLine));
        remembered = remembered?.ToString() == text ? remembered : null;
        return remembered is not null;

        TreeState? Of(string name) => Array.Find(lines[1..], line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? TreeState.Read(line[name.Length..])
            : null;
    }

    /// <summary>
    /// Holds a stored log to what is remembered of it. What was begun may have been seen by somebody: nothing else is signed in its place,
    /// and whoever goes on makes the same of the log.
    /// </summary>
    /// <param name="origin">The stored log's name.</param>
    /// <param name="stored">The tree as it is stored.</param>
    /// <param name="begun">The tree that the database says was begun; null when it says none.</param>
    /// <param name="isItsBeginning">Whether a tree is proved to be the beginning of the stored one; asked of none that is larger.</param>
    /// <returns>Null when the stored log follows from what is remembered.</returns>
    public LogContradiction? Against(string origin, TreeState stored, TreeState? begun, Func<TreeState, bool> isItsBeginning)
    {
        if (origin != Origin)
        {
            return new LogContradiction(0);
        }

        return Trees.Where(tree => tree.Size <= stored.Size || begun != tree)
            .Select(tree => Misfit(tree, stored, isItsBeginning)).FirstOrDefault(misfit => misfit is not null);
    }

    /// <summary>The same log, which is <paramref name="stored"/> and about to become <paramref name="next"/>.</summary>
    public RememberedLog Beginning(TreeState stored, TreeState next) => Having(stored) with { Begun = next };

    /// <summary>The same log, once <paramref name="tree"/> is signed and stored; what is older or as old changes nothing.</summary>
    public RememberedLog Having(TreeState tree) => this with
    {
        LastSigned = LastSigned?.Size >= tree.Size ? LastSigned : tree,
        Begun = Begun?.Size > tree.Size || (Begun?.Size == tree.Size && Begun != tree) ? Begun : null,
    };

    /// <summary>The same log once people have decided that it goes on from <paramref name="tree"/>, whatever was signed besides.</summary>
    public RememberedLog Adopting(TreeState tree) => new(Origin, tree, null);

    /// <summary>How many entries that may have been signed are not in <paramref name="tree"/>, by their number alone.</summary>
    public long BeyondIn(TreeState tree) => Trees.Select(known => Math.Max(0, known.Size - tree.Size)).DefaultIfEmpty().Max();

    public override string ToString() =>
        $"{Origin}\n{(LastSigned is null ? "" : $"{SignedLine}{LastSigned}\n")}{(Begun is null ? "" : $"{BegunLine}{Begun}\n")}";

    private static LogContradiction? Misfit(TreeState remembered, TreeState stored, Func<TreeState, bool> isItsBeginning) =>
        remembered.Size > stored.Size ? new LogContradiction(stored.Size)
        : isItsBeginning(remembered) ? null
        : new LogContradiction(null);
}

/// <summary>A stored log is not what is remembered of it.</summary>
/// <param name="Index">The first entry that is concerned; null where only a look at every entry would tell.</param>
public sealed record LogContradiction(long? Index);
