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

        var first = asked.Index * LogTile.FullWidth;
        var end = first + asked.Width;
        var documents = await db.LoggedEntries
            .Where(logged => logged.Index >= first && logged.Index < end)
            .OrderBy(logged => logged.Index)
            .Join(db.Evidence, logged => logged.EntryId, entry => entry.Id, (logged, entry) => new { logged.Index, entry.Document })
            .OrderBy(row => row.Index).Select(row => row.Document)
            .ToListAsync(cancellationToken);
        if (documents.Count < asked.Width)
        {
            return EvidenceRefusals.NoSuchTile;
        }

        var bundle = new ArrayBufferWriter<byte>();
        documents.ForEach(document => EntryBundle.Write(bundle, Encoding.UTF8.GetBytes(document)));
        return LogFile.Tile(bundle.WrittenMemory);
    }
}
