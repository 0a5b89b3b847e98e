using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Loops;
using Cavra.Application.Messaging;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Api.Evidence;

/// <summary>Writes an export as it is read, bundle by bundle: it holds 256 entries at a time.</summary>
internal sealed class ExportArchive(PreparedExport prepared, IDispatcher dispatcher)
{
    private readonly EvidenceExport _export = prepared.Export;
    private readonly ExportReport _report = new(prepared);
    private readonly HashSet<long> _selected = [.. prepared.Selected];

    public async Task WriteAsync(Stream to, CancellationToken cancellationToken)
    {
        await using var archive = await ZipArchive.CreateAsync(
            to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await AddAsync(archive, "README.txt", ExportReadme.Of(prepared), cancellationToken);
        await AddAsync(archive, "checkpoint", prepared.Checkpoint, cancellationToken);
        await AddAsync(archive, "keys.txt", string.Concat(prepared.Keys.Select(key => key + "\n")), cancellationToken);
        if (prepared.Earlier is { } earlier)
        {
            await AddAsync(archive, "earlier-checkpoint", earlier, cancellationToken);
            await AddAsync(archive, "consistency", string.Concat(prepared.Consistency.Select(hash => $"{hash}\n")), cancellationToken);
        }

        await AddAsync(archive, "manifest.json", Manifest(), cancellationToken);
        foreach (var tile in Tiles())
        {
            await AddAsync(archive, tile.Path, await ReadAsync(new GetLogTile(tile), cancellationToken), cancellationToken);
        }

        for (var first = _export.FirstIndex / LogTile.FullWidth * LogTile.FullWidth; first < _export.EndIndex; first += LogTile.FullWidth)
        {
            var bundle = Tiling.EntriesAt(first, _export.TreeSize);
            var bytes = await ReadAsync(new GetEntryTile(bundle), cancellationToken);
            await AddAsync(archive, bundle.Path, bytes, cancellationToken);
            Report(first, bytes);
        }

        var loops = await dispatcher.SendAsync(new GetLoops(_report.Destinations), cancellationToken);
        await AddAsync(archive, "report.html", _report.Page(loops.Refusal is null ? loops.Value : []), cancellationToken);
    }

    /// <summary>The hash tiles that lead from the range's entries up to the root, and the tree's edge.</summary>
    private SortedSet<LogTile> Tiles()
    {
        var tiles = new SortedSet<LogTile>(TileProofs.NeededForRoot(_export.TreeSize), Comparer<LogTile>.Create(
            (one, other) => (one.Level, one.Index).CompareTo((other.Level, other.Index))));
        for (var (level, first, end) = (0, _export.FirstIndex, _export.EndIndex); Tiling.HashesAt(level, _export.TreeSize) > 0; level++)
        {
            var (from, to) = level == 0 ? (first, end) : (0, Tiling.HashesAt(level, _export.TreeSize));
            for (var index = from / LogTile.FullWidth; index * LogTile.FullWidth < to; index++)
            {
                tiles.Add(Tiling.At(level, index * LogTile.FullWidth, _export.TreeSize));
            }
        }

        return tiles;
    }

    private void Report(long first, ReadOnlyMemory<byte> bundle)
    {
        if (EntryBundle.TryRead(bundle, out var entries))
        {
            for (var i = 0; i < entries.Count; i++)
            {
                if (_selected.Contains(first + i))
                {
                    _report.Add(first + i, entries[i].Span);
                }
            }
        }
    }

    private string Manifest() => JsonSerializer.Serialize(
        new
        {
            SchemaVersion = WireNames.EvidenceExportSchema,
            WireNames.Product,
            prepared.Origin,
            _export.TreeSize,
            _export.FirstIndex,
            _export.EndIndex,
            Selection = new { _export.AuditId, _export.DeliveryId, _export.RetryPlanId, _export.Since, _export.Until },
            prepared.Selected,
            prepared.MadeAt,
        },
        WireJson.Options);

    // What was decided under a checkpoint is there for ever; that it can't be read is a fault, and breaks the archive off.
    private async Task<ReadOnlyMemory<byte>> ReadAsync(IMessage<LogFile> message, CancellationToken cancellationToken) =>
        (await dispatcher.SendAsync(message, cancellationToken)).Value.Bytes;

    private static Task AddAsync(ZipArchive archive, string name, string text, CancellationToken cancellationToken) =>
        AddAsync(archive, name, Encoding.UTF8.GetBytes(text), cancellationToken);

    private static async Task AddAsync(ZipArchive archive, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await using var stream = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await stream.WriteAsync(bytes, cancellationToken);
    }
}
