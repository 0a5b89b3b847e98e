using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Policies;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Approvals;

/// <summary>
/// Lists approvals, newest first: what awaits whom, what each is bound to and whether it is stale. Where it stands counts time and
/// what has changed, whatever was written down.
/// </summary>
public sealed record ListApprovals(PageRequest Page) : IQuery<Page<ApprovalView>>
{
    public static Permission Permission => Permissions.RecordsRead;

    /// <summary>Wire name of a state; null for all.</summary>
    public string? State { get; init; }

    /// <summary>Connector or vendor; null for all.</summary>
    public string? Provider { get; init; }

    public DestinationId? DestinationId { get; init; }

    public AuditDeliveryId? DeliveryId { get; init; }
}

internal sealed class ListApprovalsValidator : AbstractValidator<ListApprovals>
{
    public ListApprovalsValidator() => RuleFor(query => query.State).IsWireNameOf(default(ApprovalState));
}

internal sealed class ListApprovalsHandler(
    ICavraDbContext db, OpenApprovals approvals, Call call, TimeProvider clock) : IRequestHandler<ListApprovals, Result<Page<ApprovalView>>>
{
    public async Task<Result<Page<ApprovalView>>> Handle(ListApprovals query, CancellationToken cancellationToken)
    {
        var policy = (await db.PolicyInForceAsync(call, cancellationToken)).Policy;
        var open = (await approvals.ReadAsync(cancellationToken)).ToDictionary(held => held.Approval.Id);
        var rows = db.Approvals.AsNoTracking();
        if (WireName.TryParse<ApprovalState>(query.State, out var state))
        {
            var standing = open.Values.Where(it => it.Standing.State == state).Select(it => it.Approval.Id).ToList();
            rows = rows.Where(row => (row.EndedAt != null && row.State == state) || standing.Contains(row.Id));
        }

        rows = query.Provider is { } provider ? rows.Where(row => row.Connector == provider || row.Provider == provider) : rows;
        rows = query.DestinationId is { } destination ? rows.Where(row => row.DestinationId == destination) : rows;
        rows = query.DeliveryId is { } delivery ? rows.Where(row => row.DeliveryId == delivery) : rows;
        var now = clock.GetUtcNow();
        return await rows.NewestFirst(row => row.Id).ToPageAsync(
            query.Page, row => ApprovalView.Of(row, open.GetValueOrDefault(row.Id), call.Caller.Actor, policy, now),
            view => view.ApprovalId.Value, WireNames.ApprovalListSchema, cancellationToken);
    }
}
