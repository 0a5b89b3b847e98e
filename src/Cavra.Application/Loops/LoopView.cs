using Cavra.Application.Approvals;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Evidence;
using Cavra.Domain.Loops;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Loops;

/// <summary>A loop as it stands: which gates were passed, by whom, when, and what proves it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="DestinationId">Id of the destination: one event on its way to one connector.</param>
/// <param name="DeliveryId">Id of the audit delivery.</param>
/// <param name="AuditId">Id of the audit package.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Provider">Vendor of the connector.</param>
/// <param name="State">Where the destination stands.</param>
/// <param name="Open">Whether somebody still has to do something: the destination failed or is held.</param>
/// <param name="OpenedAt">When the destination first failed or was held.</param>
/// <param name="ClosedAt">When it was delivered or closed; null while it is open.</param>
/// <param name="AgeMinutes">Whole minutes from opening to closure or, while open, to now.</param>
/// <param name="OpenGate">The gate that it waits at; null where it waits at none.</param>
/// <param name="AwaitedRoles">The roles that can pass the open gate; empty where none has to.</param>
/// <param name="Gates">All gates in their order, each with what proves it.</param>
public sealed record LoopView(
    string SchemaVersion, string Product, DestinationId DestinationId, AuditDeliveryId? DeliveryId, AuditPackageId? AuditId,
    string Connector, string Provider, DestinationState State, bool Open, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt,
    int AgeMinutes, Gate? OpenGate, IReadOnlyList<string> AwaitedRoles, IReadOnlyList<LoopGateView> Gates)
{
    public static LoopView Of(DeliveryLoop loop, DateTimeOffset now) => new(
        WireNames.LoopSchema, WireNames.Product, loop.DestinationId, loop.DeliveryId, loop.AuditId, loop.Connector, loop.Provider,
        loop.State, loop.IsOpen, loop.OpenedAt, loop.ClosedAt, (int)loop.Age(now).TotalMinutes, loop.OpenGate,
        loop.OpenGate is { } gate ? GateRoles.Of(gate) : [], [.. loop.Gates.Select(LoopGateView.Of)]);
}

/// <summary>One gate of a loop.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Applies">False where the loop ended, or can only end, without passing it.</param>
/// <param name="Passed">Whether there is evidence that it was passed.</param>
/// <param name="PassedAt">When.</param>
/// <param name="Actor">Who passed it.</param>
/// <param name="EvidenceId">What proves it.</param>
/// <param name="ElapsedSeconds">From the gate before it to its passing or, for the open gate, to now; null while its turn has not come.</param>
public sealed record LoopGateView(
    Gate Gate, bool Applies, bool Passed, DateTimeOffset? PassedAt, string? Actor, string? EvidenceId, long? ElapsedSeconds)
{
    public static LoopGateView Of(GateView gate) => new(
        gate.Gate, gate.Applies, gate.IsPassed, gate.Fact?.PassedAt, gate.Fact?.Actor, gate.Fact?.EvidenceId,
        gate.Elapsed is { } elapsed ? (long)elapsed.TotalSeconds : null);
}

/// <summary>Shows the loop of a destination: each gate with its instant, its actor and its evidence.</summary>
public sealed record GetLoop(DestinationId DestinationId) : IQuery<LoopView>
{
    public static Permission Permission => Permissions.LoopsRead;
}

internal sealed class GetLoopHandler(ICavraDbContext db, OpenApprovals approvals, TimeProvider clock) : IRequestHandler<GetLoop, Result<LoopView>>
{
    public async Task<Result<LoopView>> Handle(GetLoop query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var destination = await db.Destinations.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == query.DestinationId, cancellationToken);
        if (destination is null)
        {
            return LoopRefusals.NotFound;
        }

        var facts = await db.GateFactsAsync([destination], cancellationToken);
        var approved = (await approvals.ReadAsync([destination.Id], cancellationToken)).Approved();
        return DeliveryLoop.Of(destination, facts[destination.Id], approved.Count > 0, now) is { } loop ? LoopView.Of(loop, now) : LoopRefusals.NotFound;
    }
}

/// <summary>Shows the loops of these destinations, in their order; a destination that never failed and was never held has none.</summary>
public sealed record GetLoops(IReadOnlyList<DestinationId> Destinations) : IQuery<IReadOnlyList<LoopView>>
{
    public static Permission Permission => Permissions.LoopsRead;
}

internal sealed class GetLoopsHandler(ICavraDbContext db, OpenApprovals approvals, TimeProvider clock) : IRequestHandler<GetLoops, Result<IReadOnlyList<LoopView>>>
{
    public async Task<Result<IReadOnlyList<LoopView>>> Handle(GetLoops query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await db.Destinations.AsNoTracking().Where(row => query.Destinations.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        var facts = await db.GateFactsAsync(found.Values, cancellationToken);
        var approved = (await approvals.ReadAsync([.. found.Keys], cancellationToken)).Approved();
        LoopView[] loops =
        [
            .. from id in query.Destinations
               where found.ContainsKey(id)
               let loop = DeliveryLoop.Of(found[id], facts[id], approved.Contains(id), now)
               where loop is not null
               select LoopView.Of(loop, now),
        ];
        return loops;
    }
}
