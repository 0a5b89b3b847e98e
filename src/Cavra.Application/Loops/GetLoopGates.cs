using Cavra.Application.Approvals;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Loops;
using Cavra.Domain.Obligations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Loops;

/// <summary>Counts the open loops at each gate. What it costs depends on what is open, not on what ever happened.</summary>
public sealed record GetLoopGates : IQuery<LoopGatesView>
{
    public static Permission Permission => Permissions.LoopsRead;
}

internal sealed class GetLoopGatesHandler(ICavraDbContext db, OpenApprovals approvals, TimeProvider clock) : IRequestHandler<GetLoopGates, Result<LoopGatesView>>
{
    public async Task<Result<LoopGatesView>> Handle(GetLoopGates query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var approved = (await approvals.ReadAsync(cancellationToken)).Approved();
        var waiting = await db.Destinations.OpenLoops(now).WaitingByGate(db.GatesPassed, approved, now)
            .ToDictionaryAsync(row => row.Gate, cancellationToken);
        return new LoopGatesView(
            WireNames.LoopGatesSchema, WireNames.Product, now,
            [.. Enum.GetValues<Gate>().Select(gate => WaitingLoopsView.Of(gate, waiting.GetValueOrDefault(gate)))]);
    }
}

/// <summary>The open loops by the gate that they wait at.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="GeneratedAt">The moment of looking.</param>
/// <param name="Gates">All gates in their order.</param>
public sealed record LoopGatesView(
    string SchemaVersion, string Product, DateTimeOffset GeneratedAt, IReadOnlyList<WaitingLoopsView> Gates);

/// <summary>The open loops that wait at one gate.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Count">How many: the total of the list.</param>
/// <param name="CountIsLowerBound">Whether there are more than lists count.</param>
/// <param name="OldestAt">Since when the oldest is open; null where none waits.</param>
/// <param name="AwaitedRoles">The roles that can pass the gate.</param>
/// <param name="Href">Path and filter of the list that holds exactly these.</param>
public sealed record WaitingLoopsView(
    Gate Gate, int Count, bool CountIsLowerBound, DateTimeOffset? OldestAt, IReadOnlyList<string> AwaitedRoles, string Href)
{
    private const int CountedAtMost = Page<LoopView>.CountedAtMost;

    internal static WaitingLoopsView Of(Gate gate, WaitingLoops? waiting) => new(
        gate, Math.Min(waiting?.Count ?? 0, CountedAtMost), waiting?.Count > CountedAtMost, waiting?.OldestAt,
        GateRoles.Of(gate), Obligation.LoopsAt(gate));
}
