using System.Text.Json;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Api.Evidence;

/// <summary>Which files of the log an export has, and what its manifest says.</summary>
internal static class ExportFiles
{
    /// <summary>The bundles of its entries, of the entry that records it, and of those that tell of removals, in order.</summary>
    public static IEnumerable<EntryTile> Bundles(ExportContents contents) =>
        contents.Bundles.Select(bundle => Tiling.EntriesAt(bundle * LogTile.FullWidth, contents.TreeSize));

    /// <summary>The hash tiles beside these, those that lead up to the root, the tree's edge, and what proves the growth since the time-stamp.</summary>
    public static SortedSet<LogTile> Tiles(ExportContents contents)
    {
        var tiles = new SortedSet<LogTile>(TileProofs.NeededForRoot(contents.TreeSize), Comparer<LogTile>.Create(
            (one, other) => (one.Level, one.Index).CompareTo((other.Level, other.Index))));
        tiles.UnionWith(Bundles(contents).Select(bundle => Tiling.At(0, bundle.First, contents.TreeSize)));
        if (contents.Timestamp is { } timestamp && timestamp.Size < contents.TreeSize)
        {
            tiles.UnionWith(TileProofs.NeededForConsistency(timestamp.Size, contents.TreeSize));
        }

        for (var level = 1; Tiling.HashesAt(level, contents.TreeSize) is > 0 and var hashes; level++)
        {
            for (var first = 0L; first < hashes; first += LogTile.FullWidth)
            {
                tiles.Add(Tiling.At(level, first, contents.TreeSize));
            }
        }

        return tiles;
    }

    public static string Manifest(ExportContents contents, string reportDigest) => JsonSerializer.Serialize(
        new
        {
            SchemaVersion = WireNames.EvidenceExportSchema,
            WireNames.Product,
            contents.Origin,
            contents.TreeSize,
            ExportId = contents.Prepared.Export.Id.ToString(),
            ExportIndex = contents.Index,
            contents.FirstIndex,
            contents.EndIndex,
            Selection = new
            {
                contents.Prepared.Export.Selection.AuditId,
                contents.Prepared.Export.Selection.DeliveryId,
                contents.Prepared.Export.Selection.RetryPlanId,
                contents.Prepared.Export.Selection.Since,
                contents.Prepared.Export.Selection.Until,
            },
            contents.Selected,
            RemovalIndexes = contents.Tellers,
            ReportDigest = reportDigest,
            contents.Prepared.MadeAt,
        },
        WireJson.Options);
}
