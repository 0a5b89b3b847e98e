using Cavra.Application.Connectors;
using Cavra.Application.Evidence;
using Cavra.Application.Loops;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.WorkerRuns;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerRuns;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>Records how the attempts of rounds ended: the last of the three steps. Rounds that end together are recorded together.</summary>
public sealed record RecordAttempts(IReadOnlyList<MadeRound> Rounds) : ICommand<RecordedRounds>
{
    public static Permission Permission => Permissions.DeliveryAttempt;
}

/// <summary>A round and what came of its attempts.</summary>
/// <param name="EventId">What was sent.</param>
/// <param name="Made">The attempts that were made.</param>
/// <param name="Held">The attempts that were deliberately not made.</param>
public sealed record MadeRound(DeliveryEventId EventId, IReadOnlyList<MadeAttempt> Made, IReadOnlyList<AttemptId> Held)
{
    /// <summary>Every attempt of the round.</summary>
    public IEnumerable<AttemptId> Attempts => Made.Select(made => made.Intent.AttemptId).Concat(Held);
}

/// <summary>The accounts of the rounds, in their order.</summary>
public sealed record RecordedRounds(IReadOnlyList<RoundAnswer> Rounds) : IReportsChange, IBetweenSteps
{
    public bool IsChanged => Rounds.Any(round => round.IsChanged);
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
{
    public bool Success => Delivery.Success;

    /// <summary>The records of the live retries among the attempts.</summary>
    public IReadOnlyList<ProvenExecution> Executions { get; init; } = [];
}

internal sealed class RecordAttemptsHandler(
    ICavraDbContext db, IClaims claims, IEnumerable<IDeliveryAcceptedHandler> followers, GateWriter gates,
    ExecutionRecorder executions, ConnectorWarnings warnings, EvidenceJournal journal, TimeProvider clock)
    : IRequestHandler<RecordAttempts, Result<RecordedRounds>>
{
    public async Task<Result<RecordedRounds>> Handle(RecordAttempts command, CancellationToken cancellationToken)
    {
        var before = await BeforeAsync(command.Rounds, cancellationToken);
        var within = await TakeAsync([.. command.Rounds.Where(round => !before.Has(round)).SelectMany(round => round.Made)], cancellationToken);
        var answers = new List<RoundAnswer>();
        foreach (var round in command.Rounds)
        {
            var (what, known) = (before.Events[round.EventId], before.AttemptsOf(round));
            var recorded = before.Has(round)
                ? await RecordedBeforeAsync(what, known, cancellationToken)
                : await RecordAsync(what, round.Made, known, within, cancellationToken);
            if (recorded.Refusal is { } refusal)
            {
                return refusal;
            }

            answers.Add(recorded.Value);
        }

        return new RecordedRounds(answers);
    }

    private async Task<Result<RoundAnswer>> RecordAsync(
        DeliveryEvent what, IReadOnlyList<MadeAttempt> made, List<Attempt> attempts, Taken within, CancellationToken cancellationToken)
    {
        var (now, executed) = (clock.GetUtcNow(), new List<ProvenExecution>());
        foreach (var (intent, report) in made)
        {
            var destination = within.Destinations[intent.DestinationId];
            var recorded = destination.Record(intent, report, now);
            if (recorded.Refusal is { } refusal)
            {
                return refusal;
            }

            within.States[intent.Connector].Apply(report, now);
            attempts.Add(recorded.Value);
            db.Attempts.Add(recorded.Value);
            var evidence = journal.Prove(recorded.Value, AttemptView.Of(recorded.Value));
            warnings.Write(within.States[intent.Connector], evidence.EvidenceId);
            gates.Write(destination, evidence.EvidenceId);
            if (executions.Record(within.Sending, recorded.Value, evidence.EvidenceId) is { } proven)
            {
                executed.Add(proven);
            }
        }

        var delivery = ConnectorDelivery.Of(what, attempts, now);
        var view = ConnectorDeliveryView.Of(delivery);
        var metadata = journal.Prove(delivery, view);
        var taken = made.Where(made => made.IsTaken).Select(made => within.Destinations[made.Intent.DestinationId]).ToList();
        foreach (var follower in followers.Where(follower => follower.Source == what.Source && taken.Count > 0))
        {
            await follower.FollowAsync(what, taken, metadata, cancellationToken);
        }

        return new RoundAnswer(view, metadata) { Executions = executed };
    }

    private async Task<RecordedBefore> BeforeAsync(IReadOnlyList<MadeRound> rounds, CancellationToken cancellationToken)
    {
        var events = rounds.Select(round => round.EventId).Distinct().ToList();
        var attempts = rounds.SelectMany(round => round.Attempts).ToList();
        return new RecordedBefore(
            await db.DeliveryEvents.AsNoTracking().Where(what => events.Contains(what.Id)).ToDictionaryAsync(what => what.Id, cancellationToken),
            await db.Attempts.AsNoTracking().Where(attempt => attempts.Contains(attempt.Id)).ToDictionaryAsync(attempt => attempt.Id, cancellationToken));
    }

    // Every attempt counts in its connector's breaker: they take turns, for a race would make one of them be refused.
    private async Task<Taken> TakeAsync(List<MadeAttempt> made, CancellationToken cancellationToken)
    {
        if (made.Count == 0)
        {
            return Taken.Nothing;
        }

        var tried = made.Select(made => made.Intent.DestinationId).Distinct().ToList();
        var states = await claims.ConnectorsAsync(made.Select(made => made.Intent.Connector), cancellationToken);
        var destinations = await db.Destinations.Where(destination => tried.Contains(destination.Id))
            .ToDictionaryAsync(destination => destination.Id, cancellationToken);
        return new Taken(states, destinations, await executions.SendingAsync(destinations.Values, cancellationToken));
    }

    // The database may have gone away after it had saved and before it could say so.
    private async Task<Result<RoundAnswer>> RecordedBeforeAsync(
        DeliveryEvent what, IReadOnlyList<Attempt> attempts, CancellationToken cancellationToken)
    {
        var (about, since) = (what.Id.ToString(), attempts.Max(attempt => attempt.RecordedAt));
        var entry = await db.Evidence
            .Where(entry => entry.Facets.ResourceId == about && entry.Kind == WireNames.ConnectorDeliveryKind && entry.CreatedAt >= since)
            .OrderBy(entry => entry.Id).FirstAsync(cancellationToken);
        return new RoundAnswer(
            ConnectorDeliveryView.Of(ConnectorDelivery.Of(what, attempts, since)), MetadataItem.Of(entry), IsChanged: false);
    }

    private sealed record RecordedBefore(Dictionary<DeliveryEventId, DeliveryEvent> Events, Dictionary<AttemptId, Attempt> Attempts)
    {
        /// <summary>Whether the round was recorded, and only its answer got lost.</summary>
        public bool Has(MadeRound round) => round.Made.Count > 0 && round.Attempts.All(Attempts.ContainsKey);

        public List<Attempt> AttemptsOf(MadeRound round) =>
            [.. round.Attempts.Where(Attempts.ContainsKey).Select(attempt => Attempts[attempt])];
    }

    /// <summary>What the recording holds in its transaction.</summary>
    private sealed record Taken(
        IReadOnlyDictionary<string, ConnectorState> States, IReadOnlyDictionary<DestinationId, Destination> Destinations,
        IReadOnlyDictionary<DestinationId, RunRetry> Sending)
    {
        public static Taken Nothing { get; } = new(
            new Dictionary<string, ConnectorState>(), new Dictionary<DestinationId, Destination>(), new Dictionary<DestinationId, RunRetry>());
    }
}
