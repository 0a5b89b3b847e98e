using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;

namespace Cavra.Application.Evidence.Log;

/// <summary>Lists the erasures of the workspace's evidence entries, newest first.</summary>
public sealed record ListEvidenceErasures(PageRequest Page) : IQuery<Page<EvidenceErasureView>>
{
    public static Permission Permission => Permissions.EvidenceErase;
}

internal sealed class ListEvidenceErasuresHandler(ICavraDbContext db, TimeProvider clock)
    : IRequestHandler<ListEvidenceErasures, Result<Page<EvidenceErasureView>>>
{
    public async Task<Result<Page<EvidenceErasureView>>> Handle(ListEvidenceErasures query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await db.EvidenceErasures.NewestFirst(erasure => erasure.Id).ToPageAsync(
            query.Page, erasure => EvidenceErasureView.Of(erasure, now), view => view.ErasureId.Value, WireNames.EvidenceErasureListSchema,
            cancellationToken);
    }
}
