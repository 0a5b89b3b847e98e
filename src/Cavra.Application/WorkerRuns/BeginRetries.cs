using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.WorkerRuns;

/// <summary>
/// Begins retries of a live run: spends their approvals and takes the leases of their attempts, in one transaction, before
/// anything is sent. What may not be sent at this moment is recorded as skipped.
/// </summary>
/// <param name="RunId">The run.</param>
/// <param name="RetryPlanId">The plan it goes by.</param>
/// <param name="Retries">Decisions of that plan.</param>
/// <param name="Terms">How hard each attempt tries.</param>
public sealed record BeginRetries(WorkerRunId RunId, RetryPlanId RetryPlanId, IReadOnlyList<RetryCandidate> Retries, SendTerms Terms)
    : ICommand<BegunRetries>
{
    /// <summary>So many at once, at most.</summary>
    public const int Batch = 16;

    public static Permission Permission => Permissions.RetryExecute;
}

/// <summary>Retries that were begun.</summary>
/// <param name="Rounds">What is to be sent now.</param>
/// <param name="Skipped">The records of what may not be sent.</param>
public sealed record BegunRetries(IReadOnlyList<StartedRound> Rounds, IReadOnlyList<ProvenExecution> Skipped) : IBetweenSteps;

internal sealed class BeginRetriesHandler(
    ICavraDbContext db, IClaims claims, IConnectorCatalog catalog, Outbox outbox, RetryFacts facts, EvidenceJournal journal,
    Call call, TimeProvider clock) : IRequestHandler<BeginRetries, Result<BegunRetries>>
{
    private readonly List<ProvenExecution> _skipped = [];

    public async Task<Result<BegunRetries>> Handle(BeginRetries command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var run = await db.WorkerRuns.AsNoTracking().SingleAsync(run => run.Id == command.RunId, cancellationToken);
        if ((run.WhyNotHeld(now) ?? (run.IsOverTime(now) ? WorkerRunRefusals.OverTime : null)) is { } refusal)
        {
            return refusal;
        }

        var policy = await facts.PolicyAsync(cancellationToken);
        var ids = command.Retries.Select(retry => retry.DestinationId).ToList();

        // Connectors first, as everybody does who records an attempt: then no two wait for each other.
        var states = await claims.ConnectorsAsync(command.Retries.Select(retry => retry.Connector), cancellationToken);
        var destinations = (await claims.DestinationsAsync(ids, cancellationToken)).ToDictionary(destination => destination.Id);
        var approvals = (await claims.OpenApprovalsAsync(ids, cancellationToken)).ToDictionary(approval => approval.DestinationId);
        var planned = await db.RetryPlans.Where(plan => plan.Id == command.RetryPlanId).Select(plan => plan.Policy).SingleAsync(cancellationToken);

        foreach (var taken in command.Retries.Where(retry => !destinations.ContainsKey(retry.DestinationId)))
        {
            Skip(run, taken, command.RetryPlanId, RetrySkip.ChangedMeanwhile, "Somebody else has it in hand.", now);
        }

        var candidates = command.Retries.Where(retry => destinations.ContainsKey(retry.DestinationId)).Select(retry => Now(retry, destinations[retry.DestinationId], states, planned, now));
        var settings = await facts.SettingsAsync(destinations.Values, policy, cancellationToken);
        var judged = facts.Complete(candidates, settings, approvals.Values, policy);
        var sendable = judged.Where(retry => LiveVerdict.On(retry).IsRetry).ToDictionary(retry => retry.DestinationId);
        foreach (var skipped in judged.Where(retry => !sendable.ContainsKey(retry.DestinationId)))
        {
            var (why, reason) = IsTaken(destinations[skipped.DestinationId], now)
                ? (RetrySkip.ChangedMeanwhile, "It was delivered, closed or taken up by another run since it was planned.")
                : (RetrySkips.Of(LiveVerdict.On(skipped).Code), LiveVerdict.On(skipped).Reason);
            Skip(run, skipped, command.RetryPlanId, why, reason, now);
            WriteDown(approvals.GetValueOrDefault(skipped.DestinationId), settings[skipped.DestinationId], now);
        }

        return new BegunRetries(await SendAsync(run, command, sendable, destinations, approvals, settings, cancellationToken), _skipped);
    }

    // What a run has found to be stale or expired stays so, whatever is changed back.
    private static void WriteDown(Approval? approval, ApprovalSetting setting, DateTimeOffset now)
    {
        if (approval?.Standing(setting, now) is { IsOpen: false } standing)
        {
            approval.KeepAcceptance(setting);
            approval.Lapse(standing, now);
        }
    }

    // The destination may have been delivered, closed, deferred or taken up by another run since it was planned.
    private RetryCandidate Now(
        RetryCandidate planned, Destination destination, IReadOnlyDictionary<string, ConnectorState> states, RetryPolicy policy, DateTimeOffset now)
    {
        var standing = destination.StandingAt(now);
        var condition = ConnectorCondition.Of(catalog.Find(destination.Connector), states[destination.Connector], now);
        return planned with
        {
            Obstacle = condition.Obstacle,
            RetryCount = standing.FailedAttempts,
            Action = IsTaken(destination, now)
                ? RetryAction.Suppress
                : RetryVerdict.On(standing, condition, policy, now).Action,
        };
    }

    private static bool IsTaken(Destination destination, DateTimeOffset now) =>
        !destination.StandingAt(now).IsOpen || destination.State is DestinationState.Sending;

    private async Task<List<StartedRound>> SendAsync(
        WorkerRun run, BeginRetries command, Dictionary<DestinationId, RetryCandidate> sendable,
        Dictionary<DestinationId, Destination> destinations, Dictionary<DestinationId, Approval> approvals,
        IReadOnlyDictionary<DestinationId, ApprovalSetting> settings,
        CancellationToken cancellationToken)
    {
        var events = sendable.Keys.Select(id => destinations[id].EventId).Distinct().ToList();
        var stored = await db.DeliveryEvents.Where(what => events.Contains(what.Id)).ToListAsync(cancellationToken);
        var rounds = new List<StartedRound>();
        foreach (var what in stored)
        {
            List<Destination> addressed = [.. destinations.Values.Where(it => it.EventId == what.Id && sendable.ContainsKey(it.Id))];
            foreach (var part in addressed.GroupBy(it => approvals[it.Id].RequiresRetryAck))
            {
                var grounds = part.Key ? AttemptGrounds.Governed : AttemptGrounds.GovernedUnreviewed;
                var round = await outbox.BeginAsync(what, [.. part], grounds, command.Terms, cancellationToken);
                foreach (var intent in round.Intents)
                {
                    Begin(run, sendable[intent.DestinationId], command.RetryPlanId, intent, approvals[intent.DestinationId], settings[intent.DestinationId]);
                }

                rounds.Add(round);
            }
        }

        SkipHeld(run, command, rounds, sendable);
        return [.. rounds.Where(round => round.Intents.Count > 0)];
    }

    // The circuit let another through first: what is held has used no approval.
    private void SkipHeld(
        WorkerRun run, BeginRetries command, List<StartedRound> rounds, Dictionary<DestinationId, RetryCandidate> sendable)
    {
        var begun = rounds.SelectMany(round => round.Intents).Select(intent => intent.DestinationId).ToHashSet();
        foreach (var held in sendable.Values.Where(retry => !begun.Contains(retry.DestinationId)))
        {
            Skip(run, held, command.RetryPlanId, RetrySkip.CircuitOpen, "The connector's circuit lets one attempt through at a time.", clock.GetUtcNow());
        }
    }

    private void Begin(
        WorkerRun run, RetryCandidate retry, RetryPlanId plan, AttemptIntent intent, Approval approval, ApprovalSetting setting)
    {
        var by = call.Caller.Actor;
        approval.KeepAcceptance(setting);
        var begun = RunRetry.Begin(
            run, retry, plan, intent, approval, approval.BreaksFourEyes(setting, by), by, clock.GetUtcNow());
        db.RunRetries.Add(begun);
        journal.Prove(new RetryBegun(begun), ExecutionView.Of(begun));
    }

    private void Skip(WorkerRun run, RetryCandidate retry, RetryPlanId plan, RetrySkip why, string reason, DateTimeOffset now)
    {
        var skipped = RunRetry.Skip(run, retry, plan, why, reason, call.Caller.Actor, now);
        db.RunRetries.Add(skipped);
        var view = ExecutionView.Of(skipped);
        _skipped.Add(new ProvenExecution(view, journal.Prove(skipped, view)));
    }
}
