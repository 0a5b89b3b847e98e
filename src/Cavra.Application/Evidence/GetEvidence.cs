using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence;

/// <summary>Shows one evidence entry.</summary>
public sealed record GetEvidence(EvidenceId EvidenceId) : IQuery<EvidenceView>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class GetEvidenceHandler(ICavraDbContext db) : IRequestHandler<GetEvidence, Result<EvidenceView>>
{
    public async Task<Result<EvidenceView>> Handle(GetEvidence query, CancellationToken cancellationToken)
    {
        var entry = await db.Evidence.AsNoTracking().SingleOrDefaultAsync(entry => entry.Id == query.EvidenceId, cancellationToken);

        if (entry is null)
        {
            return EvidenceRefusals.NotFound;
        }

        var logged = await db.LoggedEntries.AsNoTracking().SingleOrDefaultAsync(row => row.EntryId == entry.Id, cancellationToken);
        return EvidenceView.Of(entry) with { Sequence = logged?.Index };
    }
}
