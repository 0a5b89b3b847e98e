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

/// <summary>Shows the receipt of an entry: a C2SP <c>tlog-proof</c> whose extra data is the entry itself.</summary>
public sealed record GetReceipt(EvidenceId EvidenceId) : IQuery<LogFile>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class GetReceiptHandler(ICavraDbContext db) : IRequestHandler<GetReceipt, Result<LogFile>>
{
    public async Task<Result<LogFile>> Handle(GetReceipt query, CancellationToken cancellationToken)
    {
        var entry = await db.Evidence.AsNoTracking().SingleOrDefaultAsync(entry => entry.Id == query.EvidenceId, cancellationToken);
        if (entry is null)
        {
            return EvidenceRefusals.NotFound;
        }

        var logged = await db.LoggedEntries.AsNoTracking().SingleOrDefaultAsync(row => row.EntryId == entry.Id, cancellationToken);
        if (logged is null || await db.LogCheckpoints.NewestAsync(cancellationToken) is not { } checkpoint)
        {
            return EvidenceRefusals.NotInLogYet;
        }

        if (entry.Document is not { } document)
        {
            return EvidenceRemovalRefusals.Removed;
        }

        var tiles = await db.LogTiles.ReadAsync(TileProofs.NeededForInclusion(logged.Index, checkpoint.Size), cancellationToken);
        var path = TileProofs.Inclusion(logged.Index, checkpoint.Size, tiles);
        var note = await db.CosignedAsync(checkpoint, cancellationToken);
        return LogFile.Text(new TlogProof(logged.Index, path, note) { Extra = Encoding.UTF8.GetBytes(document) }.ToString());
    }
}
