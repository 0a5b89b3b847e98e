using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Recovery;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Recovery;

/// <summary>Lists the recovery playbooks, newest first, without their steps.</summary>
public sealed record ListRecoveryPlaybooks(PageRequest Page) : IQuery<Page<RecoveryPlaybookItem>>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class ListRecoveryPlaybooksHandler(ICavraDbContext db)
    : IRequestHandler<ListRecoveryPlaybooks, Result<Page<RecoveryPlaybookItem>>>
{
    public Task<Result<Page<RecoveryPlaybookItem>>> Handle(ListRecoveryPlaybooks query, CancellationToken cancellationToken) =>
        db.RecoveryPlaybooks.NewestFirst(playbook => playbook.Id).ToPageAsync(
            query.Page, RecoveryPlaybookItem.Of, item => item.PlaybookId.Value, WireNames.RecoveryPlaybookListSchema, cancellationToken);
}

/// <summary>Tells how the connectors of a playbook are brought back, and what was said of it.</summary>
public sealed record GetRecoveryPlaybook(RecoveryPlaybookId PlaybookId) : IQuery<RecoveryPlaybookDetailView>
{
    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>A playbook with where its recoveries stand.</summary>
/// <param name="Playbook">The playbook.</param>
/// <param name="RecoveryRows">Where the recovery of each of its connectors stands.</param>
/// <param name="Closures">What was said of them, the newest first; at most 200.</param>
public sealed record RecoveryPlaybookDetailView(
    RecoveryPlaybookView Playbook, IReadOnlyList<RecoveryRow> RecoveryRows, IReadOnlyList<RecoveryClosureView> Closures)
{
    internal const int MostClosures = 200;
}

internal sealed class GetRecoveryPlaybookHandler(ICavraDbContext db, TimeProvider clock)
    : IRequestHandler<GetRecoveryPlaybook, Result<RecoveryPlaybookDetailView>>
{
    public async Task<Result<RecoveryPlaybookDetailView>> Handle(GetRecoveryPlaybook query, CancellationToken cancellationToken)
    {
        var playbook = await db.RecoveryPlaybooks.AsNoTracking()
            .SingleOrDefaultAsync(playbook => playbook.Id == query.PlaybookId, cancellationToken);
        if (playbook is null)
        {
            return RecoveryRefusals.PlaybookNotFound;
        }

        var recoveries = await db.ConnectorRecoveries.AsNoTracking().Where(recovery => recovery.PlaybookId == playbook.Id)
            .OrderBy(recovery => recovery.Connector).ToListAsync(cancellationToken);
        var closures = await db.RecoveryClosures.AsNoTracking().Where(closure => closure.PlaybookId == playbook.Id)
            .OrderByDescending(closure => closure.Id).Take(RecoveryPlaybookDetailView.MostClosures).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return new RecoveryPlaybookDetailView(
            RecoveryPlaybookView.Of(playbook),
            [.. recoveries.Select(recovery => RecoveryRow.Of(recovery, GetRecoveryReport.DefaultSloMinutes, now))],
            [.. closures.Select(RecoveryClosureView.Of)]);
    }
}
