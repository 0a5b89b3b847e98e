using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;

namespace Cavra.Application.Evidence.Log;

/// <summary>Lists the adoptions of the workspace's log, newest first.</summary>
public sealed record ListLogAdoptions(PageRequest Page) : IQuery<Page<LogAdoptionView>>
{
    public static Permission Permission => Permissions.EvidenceAdopt;
}

internal sealed class ListLogAdoptionsHandler(ICavraDbContext db, TimeProvider clock)
    : IRequestHandler<ListLogAdoptions, Result<Page<LogAdoptionView>>>
{
    public async Task<Result<Page<LogAdoptionView>>> Handle(ListLogAdoptions query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await db.LogAdoptions.NewestFirst(adoption => adoption.Id).ToPageAsync(
            query.Page, adoption => LogAdoptionView.Of(adoption, now), view => view.AdoptionId.Value, WireNames.LogAdoptionListSchema,
            cancellationToken);
    }
}
