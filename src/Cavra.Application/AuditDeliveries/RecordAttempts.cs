using Cavra.Application.Evidence;
using Cavra.Application.Loops;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.WorkerRuns;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Records how the attempts of a round ended: the last of the three steps.</summary>
public sealed record RecordAttempts(DeliveryEventId EventId, IReadOnlyList<MadeAttempt> Made, IReadOnlyList<AttemptId> Held)
    : ICommand<RoundAnswer>
{
    public static Permission Permission => Permissions.DeliveryAttempt;
}

/// <summary>An attempt that was made, and what came of it.</summary>
public sealed record MadeAttempt(AttemptIntent Intent, AttemptReport Report)
{
    /// <summary>Whether the receiver took the event.</summary>
    public bool IsTaken => Report.Outcome is not (DeliveryOutcome.Failed or DeliveryOutcome.Held);
}

/// <param name="Delivery">The account of the round.</param>
/// <param name="Metadata">The entry that proves it.</param>
/// <param name="IsChanged">False when the round had been recorded before, and its record was only found again.</param>
public sealed record RoundAnswer(ConnectorDeliveryView Delivery, MetadataItem Metadata, bool IsChanged = true)
    : IReportsChange, IBetweenSteps
{
    public bool Success => Delivery.Success;

    /// <summary>The records of the live retries among the attempts.</summary>
    public IReadOnlyList<ProvenExecution> Executions { get; init; } = [];
}

internal sealed class RecordAttemptsHandler(
    ICavraDbContext db, IClaims claims, IEnumerable<IDeliveryAcceptedHandler> followers, GateWriter gates,
    ExecutionRecorder executions, EvidenceJournal journal, TimeProvider clock)
    : IRequestHandler<RecordAttempts, Result<RoundAnswer>>
{
    public async Task<Result<RoundAnswer>> Handle(RecordAttempts command, CancellationToken cancellationToken)
    {
        var what = await db.DeliveryEvents.SingleAsync(what => what.Id == command.EventId, cancellationToken);
        return await RecordedBeforeAsync(what, command, cancellationToken) ?? await RecordAsync(what, command, cancellationToken);
    }

    private async Task<Result<RoundAnswer>> RecordAsync(DeliveryEvent what, RecordAttempts command, CancellationToken cancellationToken)
    {
        // Every attempt counts in its connector's breaker: they take turns, for a race would make one of them be refused.
        var states = await claims.ConnectorsAsync(command.Made.Select(made => made.Intent.Connector), cancellationToken);
        var now = clock.GetUtcNow();
        var attempts = await db.Attempts.Where(attempt => command.Held.Contains(attempt.Id)).ToListAsync(cancellationToken);
        var tried = command.Made.Select(made => made.Intent.DestinationId).ToList();
        var destinations = await db.Destinations.Where(destination => tried.Contains(destination.Id))
            .ToDictionaryAsync(destination => destination.Id, cancellationToken);

        var sending = await executions.SendingAsync(destinations.Values, cancellationToken);
        var executed = new List<ProvenExecution>();
        foreach (var (intent, report) in command.Made)
        {
            var destination = destinations[intent.DestinationId];
            var recorded = destination.Record(intent, report, now);
            if (recorded.Refusal is { } refusal)
            {
                return refusal;
            }

            states[intent.Connector].Apply(report, now);
            attempts.Add(recorded.Value);
            db.Attempts.Add(recorded.Value);
            var evidence = journal.Prove(recorded.Value, AttemptView.Of(recorded.Value));
            gates.Write(destination, evidence.EvidenceId);
            if (executions.Record(sending, recorded.Value, evidence.EvidenceId) is { } proven)
            {
                executed.Add(proven);
            }
        }

        var delivery = ConnectorDelivery.Of(what, attempts, now);
        var view = ConnectorDeliveryView.Of(delivery);
        var metadata = journal.Prove(delivery, view);
        await FollowAsync(what, [.. command.Made.Where(made => made.IsTaken).Select(made => destinations[made.Intent.DestinationId])],
            metadata, cancellationToken);
        return new RoundAnswer(view, metadata) { Executions = executed };
    }

    private async Task FollowAsync(
        DeliveryEvent what, IReadOnlyList<Destination> taken, MetadataItem evidence, CancellationToken cancellationToken)
    {
        foreach (var follower in followers.Where(follower => follower.Source == what.Source && taken.Count > 0))
        {
            await follower.FollowAsync(what, taken, evidence, cancellationToken);
        }
    }

    // The database may have gone away after it had saved and before it could say so.
    private async Task<Result<RoundAnswer>?> RecordedBeforeAsync(
        DeliveryEvent what, RecordAttempts command, CancellationToken cancellationToken)
    {
        var ids = command.Made.Select(made => made.Intent.AttemptId).Concat(command.Held).ToList();
        var attempts = await db.Attempts.Where(attempt => ids.Contains(attempt.Id)).ToListAsync(cancellationToken);
        if (command.Made.Count == 0 || attempts.Count < ids.Count)
        {
            return null;
        }

        var (about, since) = (what.Id.ToString(), attempts.Max(attempt => attempt.RecordedAt));
        var entry = await db.Evidence
            .Where(entry => entry.Facets.ResourceId == about && entry.Kind == WireNames.ConnectorDeliveryKind && entry.CreatedAt >= since)
            .OrderBy(entry => entry.Id).FirstAsync(cancellationToken);
        return new RoundAnswer(
            ConnectorDeliveryView.Of(ConnectorDelivery.Of(what, attempts, since)), MetadataItem.Of(entry), IsChanged: false);
    }
}
