using Cavra.Application.Messaging;
using Cavra.Application.Pipeline;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Application.AuditDeliveries;

/// <summary>
/// Takes a begun round over the network and has it recorded: the second and the third step, for endpoints and the worker
/// alike. Nothing is open in the database meanwhile.
/// </summary>
public sealed class DeliveryRounds(IDispatcher dispatcher, IDeliveryEngine engine, ICavraDbContext db, IStopping stopping, TimeProvider clock)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Sends and records. The caller may go away meanwhile; the round goes on, for it has begun.</summary>
    public async Task<Result<RoundAnswer>> FinishAsync(BegunRound round)
    {
        var made = await Task.WhenAll(round.Intents.Select(intent => SendAsync(round, intent)));
        foreach (var attempt in made)
        {
            Telemetry.Attempted(attempt.Report);
        }

        return await RecordAsync(new RecordAttempts(round.EventId, made, round.Held), round.Terms);
    }

    private async Task<MadeAttempt> SendAsync(BegunRound round, AttemptIntent intent)
    {
        var startedAt = clock.GetUtcNow();
        var shipment = new Shipment(round.Workspace, intent.Connector, round.Event, round.Terms.Retries, round.Terms.Timeout);
        try
        {
            return new MadeAttempt(intent, await engine.SendAsync(shipment, stopping.SendingMustEnd));
        }
        catch (OperationCanceledException)
        {
            return new MadeAttempt(intent, Stopped(startedAt, clock.GetUtcNow()));
        }
    }

    // A result is worth waiting for: a race that was lost is run again, a database that is away comes back. Past the lease
    // the attempt counts as interrupted, and somebody else says so.
    private async Task<Result<RoundAnswer>> RecordAsync(RecordAttempts command, SendTerms terms)
    {
        var (wait, waited) = (FirstWait, TimeSpan.Zero);
        while (true)
        {
            try
            {
                var recorded = await dispatcher.SendAsync(command, CancellationToken.None);
                if (recorded.Refusal?.Code != CommonRefusals.ChangedMeanwhile.Code || waited > terms.Lease)
                {
                    return recorded;
                }
            }
            catch (Exception failure) when (db.IsAway(failure) && waited <= terms.Lease)
            {
            }

            db.DiscardChanges();
            await Task.Delay(wait, clock, CancellationToken.None);
            (waited, wait) = (waited + wait, wait * 2 > LongestWait ? LongestWait : wait * 2);
        }
    }

    private static AttemptReport Stopped(DateTimeOffset startedAt, DateTimeOffset now) => new()
    {
        Outcome = DeliveryOutcome.Failed,
        FailureClass = FailureClass.Interrupted,
        StartedAt = startedAt,
        CompletedAt = now,
        Fault = Fault.Ours,
        Error = "Cavra was stopped while it was sending: whether the receiver has the event is unknown.",
        Request = new RequestSummary("POST", "", new Dictionary<string, string>()),
    };
}
