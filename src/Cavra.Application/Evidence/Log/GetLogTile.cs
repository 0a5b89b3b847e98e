using System.Buffers;
using System.Text;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>Shows a tile of the log's hashes, a C2SP <c>tlog-tiles</c> tile.</summary>
/// <param name="Tile">Null where the address names what no tile can be.</param>
public sealed record GetLogTile(LogTile? Tile) : IQuery<LogFile>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class GetLogTileHandler(ICavraDbContext db) : IRequestHandler<GetLogTile, Result<LogFile>>
{
    public async Task<Result<LogFile>> Handle(GetLogTile query, CancellationToken cancellationToken)
    {
        if (query.Tile is not { } asked)
        {
            return EvidenceRefusals.NoSuchTile;
        }

        var (level, index, length) = (asked.Level, asked.Index, asked.Width * TreeHash.Size);
        var hashes = await db.LogTiles
            .Where(tile => tile.Level == level && tile.Index == index)
            .Select(tile => tile.Hashes).SingleOrDefaultAsync(cancellationToken);

        return hashes?.Length >= length ? LogFile.Tile(hashes.AsMemory(0, length)) : EvidenceRefusals.NoSuchTile;
    }
}

/// <summary>Shows a bundle of the log's entries as their bytes were hashed, a C2SP <c>tlog-tiles</c> entry bundle.</summary>
/// <param name="Tile">Null where the address names what no tile can be.</param>
public sealed record GetEntryTile(EntryTile? Tile) : IQuery<LogFile>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class GetEntryTileHandler(ICavraDbContext db) : IRequestHandler<GetEntryTile, Result<LogFile>>
{
    public async Task<Result<LogFile>> Handle(GetEntryTile query, CancellationToken cancellationToken)
    {
        if (query.Tile is not { } asked)
        {
            return EvidenceRefusals.NoSuchTile;
        }

        var (first, end) = (asked.First, asked.End);
        var documents = await db.LoggedEntries
            .Where(logged => logged.Index >= first && logged.Index < end)
            .OrderBy(logged => logged.Index)
            .Join(db.Evidence, logged => logged.EntryId, entry => entry.Id, (logged, entry) => new { logged.Index, entry.Id, entry.Stored!.Document })
            .OrderBy(row => row.Index)
            .ToListAsync(cancellationToken);
        if (documents.Count < asked.Width)
        {
            return EvidenceRefusals.NoSuchTile;
        }

        long[] gone = [.. documents.Where(row => row.Document is null).Select(row => row.Index)];
        var removals = gone.Length == 0 ? [] : await db.RemovalsAsync(gone, cancellationToken);
        if (gone.Any(index => !removals.ContainsKey(index)))
        {
            return EvidenceRemovalRefusals.BytesMissing;
        }

        if (gone.Any(index => removals[index].Reason is RemovalReason.Retention))
        {
            return EvidenceRemovalRefusals.TileRemoved;
        }

        var bundle = new ArrayBufferWriter<byte>();
        documents.ForEach(row => EntryBundle.Write(bundle, row.Document ?? ErasedEntry.Tombstone(row.Id, removals[row.Index].ToldBy!.Value)));
        return LogFile.Tile(bundle.WrittenMemory) with { IsForEver = gone.Length == 0 };
    }
}

/// <summary>A file of the evidence log in the format that other people's tools read.</summary>
/// <param name="Bytes">What it holds.</param>
/// <param name="MediaType">What sort of file it is.</param>
/// <param name="IsForEver">Whether it never changes.</param>
public sealed record LogFile(ReadOnlyMemory<byte> Bytes, string MediaType, bool IsForEver)
{
    internal static LogFile Text(string text) => new(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", IsForEver: false);

    internal static LogFile Tile(ReadOnlyMemory<byte> bytes) => new(bytes, "application/octet-stream", IsForEver: true);
}
