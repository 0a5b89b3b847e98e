using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Loops;
using Cavra.Application.Messaging;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Api.Evidence;

/// <summary>Writes an export as it is read, bundle by bundle: it holds 256 entries at a time.</summary>
internal sealed class ExportArchive(ExportContents contents, IDispatcher dispatcher)
{
    private readonly ExportReport _report = new(contents);
    private readonly HashSet<long> _selected = [.. contents.Selected];
    private readonly ExportProofs _proofs = new(contents);

    public async Task WriteAsync(Stream to, CancellationToken cancellationToken)
    {
        await using var archive = await ZipArchive.CreateAsync(
            to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await AddAsync(archive, "README.txt", ExportReadme.Of(contents), cancellationToken);
        await AddAsync(archive, "checkpoint", contents.Checkpoint, cancellationToken);
        await AddAsync(archive, "keys.txt", string.Concat(contents.Keys.Select(key => key + "\n")), cancellationToken);
        if (contents.Prepared.Earlier is { } earlier)
        {
            await AddAsync(archive, "earlier-checkpoint", earlier, cancellationToken);
            await AddAsync(archive, "consistency", string.Concat(contents.Consistency.Select(hash => $"{hash}\n")), cancellationToken);
        }

        if (contents.Timestamp is { } timestamp)
        {
            await AddAsync(archive, "timestamped-checkpoint", timestamp.Checkpoint, cancellationToken);
            await AddAsync(archive, "timestamp.tst", timestamp.Token, cancellationToken);
        }

        foreach (var tile in ExportFiles.Tiles(contents))
        {
            var hashes = await ReadAsync(new GetLogTile(tile), cancellationToken);
            _proofs.Learn(tile, hashes);
            await AddAsync(archive, tile.Path, hashes, cancellationToken);
        }

        foreach (var bundle in ExportFiles.Bundles(contents))
        {
            var read = await dispatcher.SendAsync(new GetEntryTile(bundle), cancellationToken);
            if (read.Refusal?.Code == EvidenceRemovalRefusals.TileRemoved.Code)
            {
                MustBeTold(bundle.First);
                _report.Lack(_selected.Count(index => index >= bundle.First && index < bundle.End));
                continue;
            }

            await AddAsync(archive, bundle.Path, read.Value.Bytes, cancellationToken);
            await EntriesAsync(archive, bundle.First, read.Value.Bytes, cancellationToken);
        }

        var loops = await dispatcher.SendAsync(new GetLoops(_report.Destinations), cancellationToken);
        var report = Encoding.UTF8.GetBytes(_report.Page(loops.Refusal is null ? loops.Value : []));
        await AddAsync(archive, "report.html", report, cancellationToken);
        await AddAsync(
            archive, "manifest.json", ExportFiles.Manifest(contents, $"sha256:{Convert.ToHexStringLower(SHA256.HashData(report))}"),
            cancellationToken);
    }

    private async Task EntriesAsync(ZipArchive archive, long first, ReadOnlyMemory<byte> bundle, CancellationToken cancellationToken)
    {
        if (!EntryBundle.TryRead(bundle, out var entries))
        {
            return;
        }

        for (var i = 0; i < entries.Count; i++)
        {
            var index = first + i;
            if (ErasedEntry.IsTombstone(entries[i].Span))
            {
                MustBeTold(index);
                _report.Lack(_selected.Contains(index) ? 1 : 0);
                continue;
            }

            if (_selected.Contains(index))
            {
                _report.Add(index, entries[i].Span);
            }

            if (_proofs.Has(index))
            {
                await AddAsync(archive, ExportProofs.Path(index), _proofs.Of(index, entries[i]), cancellationToken);
            }
        }
    }

    // What goes while the archive is written is told by no entry in it: it breaks off.
    private void MustBeTold(long index)
    {
        if (!contents.Removed.Any(removed => removed.First <= index && index < removed.End))
        {
            throw new InvalidOperationException("Evidence was taken away while it was exported.");
        }
    }

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
