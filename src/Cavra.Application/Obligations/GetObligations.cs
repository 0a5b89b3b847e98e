using System.Diagnostics;
using Cavra.Application.Access;
using Cavra.Application.Approvals;
using Cavra.Application.HealthAlerts;
using Cavra.Application.Loops;
using Cavra.Application.Messaging;
using Cavra.Application.Notifications;
using Cavra.Application.Ports;
using Cavra.Application.Recovery;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.Evidence;
using Cavra.Domain.Loops;
using Cavra.Domain.Notifications;
using Cavra.Domain.Obligations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Obligations;

/// <summary>
/// Tells what the caller can discharge now, and what awaits others, as far as the caller may read it. What it costs depends on
/// what is open, not on what ever happened.
/// </summary>
public sealed record GetObligations : IQuery<ObligationsView>
{
    public static Permission Permission => Permissions.SessionRead;
}

/// <summary>What is owed now, oldest first; a kind of which there is nothing is left out.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="GeneratedAt">The moment of looking.</param>
/// <param name="Obligations">What the caller's roles can discharge.</param>
/// <param name="Others">What awaits other roles.</param>
public sealed record ObligationsView(
    string SchemaVersion, string Product, DateTimeOffset GeneratedAt, IReadOnlyList<ObligationView> Obligations,
    IReadOnlyList<ObligationView> Others);

internal sealed class GetObligationsHandler(ICavraDbContext db, OpenApprovals approvals, Call call, TimeProvider clock)
    : IRequestHandler<GetObligations, Result<ObligationsView>>
{
    public async Task<Result<ObligationsView>> Handle(GetObligations query, CancellationToken cancellationToken)
    {
        var (caller, now) = (call.Caller, clock.GetUtcNow());
        var found = new List<(bool IsOwn, ObligationView View)>();
        var held = await approvals.ReadAsync(cancellationToken);
        foreach (var obligation in Obligation.All.Where(obligation => caller.May(obligation.SeenWith)))
        {
            var counted = obligation.Kind is ObligationKind.DecideApproval
                ? Decisions(held, now)
                : await db.Owed(obligation.Kind, held, now).SingleOrDefaultAsync(cancellationToken);
            if (counted is { } owed)
            {
                found.Add((caller.May(obligation.DischargedWith), ObligationView.Of(obligation, owed)));
            }
        }

        var oldestFirst = found.OrderBy(item => item.View.OldestAt).ToList();
        return new ObligationsView(
            WireNames.ObligationsSchema, WireNames.Product, now, [.. oldestFirst.Where(item => item.IsOwn).Select(item => item.View)],
            [.. oldestFirst.Where(item => !item.IsOwn).Select(item => item.View)]);
    }

    private static Owed? Decisions(IReadOnlyList<HeldApproval> held, DateTimeOffset now)
    {
        var requested = held.Where(it => it.Standing.State is ApprovalState.Requested).ToList();
        return requested.Count == 0 ? null : new Owed(
            requested.Count, requested.Min(it => it.Approval.RequestedAt),
            requested.Count(it => it.Approval.RequestedAt + it.Setting.Policy.ReviewTime(it.Approval.Connector) < now));
    }
}

/// <summary>What was counted of one kind.</summary>
internal sealed record Owed(int Count, DateTimeOffset OldestAt, int? Breached);

/// <summary>What is owed of one kind.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Count">How many there are: the total of the list.</param>
/// <param name="CountIsLowerBound">Whether there are more than lists count.</param>
/// <param name="BreachedCount">How many of them are older than an answer may take; null where none is demanded within a time.</param>
/// <param name="OldestAt">Since when the oldest is open.</param>
/// <param name="Href">Path and filter of the list that holds exactly these.</param>
/// <param name="AwaitedRoles">The roles that can discharge it.</param>
public sealed record ObligationView(
    ObligationKind Kind, int Count, bool CountIsLowerBound, int? BreachedCount, DateTimeOffset OldestAt, string Href,
    IReadOnlyList<string> AwaitedRoles)
{
    private const int CountedAtMost = Page<ObligationView>.CountedAtMost;

    internal static ObligationView Of(Obligation obligation, Owed owed) => new(
        obligation.Kind, Math.Min(owed.Count, CountedAtMost), owed.Count > CountedAtMost,
        owed.Breached is { } breached ? Math.Min(breached, CountedAtMost) : null, owed.OldestAt, obligation.Href,
        obligation.AwaitedRoles);
}

/// <summary>What is owed of each kind, counted over the rows that the kind's list shows.</summary>
internal static class ObligationQueries
{
    /// <summary>One row, or none where nothing is owed.</summary>
    public static IQueryable<Owed> Owed(this ICavraDbContext db, ObligationKind kind, IReadOnlyList<HeldApproval> held, DateTimeOffset now) => kind switch
    {
        ObligationKind.Approve => db.NotAsked(held, now),
        ObligationKind.Review => db.Destinations.OpenLoops(now).WaitingAt(Gate.Reviewed, db.GatesPassed, [], now).GroupBy(_ => 1)
            .Select(all => new Owed(all.Count(), all.Min(loop => loop.OpenSince ?? loop.LeaseUntil)!.Value, null)),
        ObligationKind.AcknowledgeAlert => db.HealthAlertRoutes.Outstanding().GroupBy(_ => 1)
            .Select(all => new Owed(
                all.Count(), all.Min(alert => alert.UnacknowledgedSince),
                all.Count(alert => alert.UnacknowledgedSince.AddMinutes(alert.AcknowledgementMinutes) < now))),
        ObligationKind.AcknowledgeRoute => db.NotificationRoutes.Outstanding().GroupBy(_ => 1)
            .Select(all => new Owed(
                all.Count(), all.Min(route => route.CreatedAt),
                all.Count(route => route.CreatedAt.AddMinutes(route.OwnerMinutes ?? AcknowledgementTime.DefaultMinutes) < now))),
        ObligationKind.CloseRecovery => db.ConnectorRecoveries.Open().GroupBy(_ => 1)
            .Select(all => new Owed(
                all.Count(), all.Min(recovery => recovery.OpenedAt),
                all.Count(recovery => recovery.OpenedAt.AddMinutes(GetRecoveryReport.DefaultSloMinutes) < now))),
        _ => throw new UnreachableException($"{kind} is not counted here."),
    };

    private static IQueryable<Owed> NotAsked(this ICavraDbContext db, IReadOnlyList<HeldApproval> held, DateTimeOffset now)
    {
        var asked = held.Asked();
        return db.Destinations.OpenLoops(now).WaitingAt(Gate.Approved, db.GatesPassed, held.Approved(), now).Where(loop => !asked.Contains(loop.Id))
            .GroupBy(_ => 1).Select(all => new Owed(all.Count(), all.Min(loop => loop.OpenSince ?? loop.LeaseUntil)!.Value, null));
    }
}
