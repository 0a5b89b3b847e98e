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
