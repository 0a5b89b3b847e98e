using Cavra.Application.Approvals;
using Cavra.Application.Loops;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.Loops;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Shows one destination of an audit delivery with its attempts and its loop.</summary>
public sealed record GetDestination(DestinationId DestinationId) : IQuery<DestinationDetailView>
{
    /// <summary>The newest so many attempts are shown.</summary>
    public const int MostAttempts = 200;

    public static Permission Permission => Permissions.LoopsRead;
}

/// <summary>A destination with its attempts and its loop.</summary>
/// <param name="SchemaVersion">Schema of the document.</param>
/// <param name="Product">Whose it is.</param>
/// <param name="Destination">The destination.</param>
/// <param name="Attempts">The newest attempts, newest first.</param>
/// <param name="AttemptsOmittedCount">How many older ones there are.</param>
/// <param name="AttemptsRemoved">Whether its attempts were removed by retention, which keeps them for 400 days after its end.</param>
/// <param name="Loop">Its loop; null when nothing of it ever failed or was held.</param>
public sealed record DestinationDetailView(
    string SchemaVersion, string Product, DestinationView Destination, IReadOnlyList<AttemptView> Attempts, int AttemptsOmittedCount,
    bool AttemptsRemoved, LoopView? Loop);

internal sealed class GetDestinationHandler(ICavraDbContext db, OpenApprovals approvals, TimeProvider clock)
    : IRequestHandler<GetDestination, Result<DestinationDetailView>>
{
    public async Task<Result<DestinationDetailView>> Handle(GetDestination query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var destination = await db.Destinations.AsNoTracking().SingleOrDefaultAsync(
            row => row.Id == query.DestinationId && row.Source == DeliverySource.AcknowledgementAudit, cancellationToken);
        if (destination is null)
        {
            return DestinationRefusals.NotFound;
        }

        var all = db.Attempts.AsNoTracking().Where(attempt => attempt.DestinationId == query.DestinationId);
        var attempts = await all.OrderByDescending(attempt => attempt.RecordedAt).ThenByDescending(attempt => attempt.Id)
            .Take(GetDestination.MostAttempts).ToListAsync(cancellationToken);
        var omitted = attempts.Count < GetDestination.MostAttempts ? 0 : await all.CountAsync(cancellationToken) - attempts.Count;
        var facts = await db.GateFactsAsync([destination], cancellationToken);
        var approved = (await approvals.ReadAsync([destination.Id], cancellationToken)).Approved();
        var loop = DeliveryLoop.Of(destination, facts[destination.Id], approved.Count > 0, now);

        return new DestinationDetailView(
            WireNames.DestinationSchema, WireNames.Product, DestinationView.Of(destination, attempts.FirstOrDefault(), now),
            [.. attempts.Select(AttemptView.Of)], omitted, AttemptRetention.AreRemoved(destination, attempts.Count),
            loop is null ? null : LoopView.Of(loop, now));
    }
}
