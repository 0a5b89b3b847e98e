using Cavra.Application.Evidence.Log;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Api.Evidence;

/// <summary>
/// A proof of its own for each selected entry, in the form of a receipt, so that one entry can be shown without the others. Of very many
/// entries the hash tiles alone are given.
/// </summary>
internal sealed class ExportProofs
{
    /// <summary>With more selected entries there are none but that of the entry that records the export.</summary>
    public const int Most = 1_000;

    private readonly ExportContents _contents;
    private readonly HashSet<long> _proved;
    private readonly HashSet<LogTile> _needed;
    private readonly Dictionary<LogTile, byte[]> _tiles = [];
    private readonly TileProver _prover;

    public ExportProofs(ExportContents contents)
    {
        _contents = contents;
        _proved = AreGiven(contents) ? [.. contents.Selected, contents.Index] : [contents.Index];
        _needed = [.. _proved.SelectMany(index => TileProofs.NeededForInclusion(index, contents.TreeSize))];
        _prover = new TileProver(contents.TreeSize, _tiles);
    }

    public static bool AreGiven(ExportContents contents) => contents.Selected.Count <= Most;

    public static string Path(long index) => $"proofs/{index}.tlog-proof";

    /// <summary>Keeps a tile that some proof needs.</summary>
    public void Learn(LogTile tile, ReadOnlyMemory<byte> hashes)
    {
        if (_needed.Contains(tile))
        {
            _tiles[tile] = hashes.ToArray();
        }
    }

    public bool Has(long index) => _proved.Contains(index);

    /// <summary>The proof's text, once all tiles are known.</summary>
    public string Of(long index, ReadOnlyMemory<byte> entry) =>
        new TlogProof(index, _prover.Inclusion(index), _contents.Checkpoint) { Extra = entry.ToArray() }.ToString();
}
