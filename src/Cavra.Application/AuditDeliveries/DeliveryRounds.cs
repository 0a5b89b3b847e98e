using Cavra.Application.Messaging;
using Cavra.Application.Operations;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Microsoft.Extensions.Logging;

namespace Cavra.Application.AuditDeliveries;

/// <summary>
/// Takes a begun round over the network and has it recorded: the second and the third step, for endpoints and the worker
/// alike. Nothing is open in the database meanwhile.
/// </summary>
public sealed partial class DeliveryRounds(
    IDispatcher dispatcher, IDeliveryEngine engine, ICavraDbContext db, IStopping stopping, CavraMetrics metrics, TimeProvider clock,
    ILogger<DeliveryRounds> logger)
{
    /// <summary>Sends and records. The caller may go away meanwhile; the round goes on, for it has begun.</summary>
    public async Task<Result<RoundAnswer>> FinishAsync(StartedRound round) => await RecordAsync(await SendAsync(round));

    /// <summary>Makes the attempts of the round, so many at once as may be.</summary>
    internal async Task<SentRound> SendAsync(StartedRound round)
    {
        using var room = new SemaphoreSlim(SendTerms.AtOnce);
        var sending = new List<Task<MadeAttempt>>(round.Intents.Count);

        // Begun one after the other: what is first here is first at its connector.
        foreach (var intent in round.Intents)
        {
            await room.WaitAsync();
            sending.Add(MakeAsync(round, intent, room));
        }

        var made = await Task.WhenAll(sending);
        foreach (var attempt in made)
        {
            metrics.Attempted(attempt.Report);
        }

        return new SentRound(round, made);
    }

    /// <summary>
    /// Has the round recorded. If it can't be recorded as it is, then without what receivers answered; if that can't be done
    /// either, each attempt for itself, so that none costs another its result.
    /// </summary>
    internal async Task<Result<RoundAnswer>> RecordAsync(SentRound sent)
    {
        try
        {
            return await RecordAsync(sent, sent.Made);
        }
        catch (Exception fault) when (!db.IsAway(fault))
        {
        }

        var bare = sent.Made.Select(made => made with { Report = made.Report with { AnswerExcerpt = "" } }).ToList();
        try
        {
            return await RecordAsync(sent, bare);
        }
        catch (Exception fault) when (!db.IsAway(fault) && bare.Count > 1)
        {
            await RecordEachAsync(sent, bare);
            throw;
        }
    }

    /// <summary>Has rounds recorded in one.</summary>
    /// <returns>False when that can't be done, so that each must be recorded by itself.</returns>
    internal async Task<bool> RecordTogetherAsync(IReadOnlyList<SentRound> sent)
    {
        if (sent.Count == 1)
        {
            await RecordAsync(sent[0]);
            return true;
        }

        try
        {
            var command = new RecordAttempts([.. sent.Select(round => round.MadeRound)]);
            return (await RecordAsync(command, sent.Min(round => round.Patience))).Refusal is null;
        }
        catch (Exception fault) when (!db.IsAway(fault))
        {
            return false;
        }
    }

    private async Task<Result<RoundAnswer>> RecordAsync(SentRound sent, IReadOnlyList<MadeAttempt> made)
    {
        var recorded = await RecordAsync(new RecordAttempts([sent.MadeRound with { Made = made }]), sent.Patience);
        return recorded.Refusal is { } refusal ? refusal : recorded.Value.Rounds[0];
    }

    private async Task RecordEachAsync(SentRound sent, IEnumerable<MadeAttempt> made)
    {
        foreach (var attempt in made)
        {
            try
            {
                await RecordAsync(sent, [attempt]);
            }
            catch (Exception fault) when (!db.IsAway(fault))
            {
                // Evidence says that this one faulted; it is recorded as interrupted when its lease is over.
            }
        }
    }

    /// <summary>Has a result recorded: runs again a race that was lost, and waits for a database that is away.</summary>
    /// <param name="command">Says what came of the attempt.</param>
    /// <param name="patience">How long that is worth the waiting: past the lease, somebody else says that it was interrupted.</param>
    internal async Task<Result<TAnswer>> RecordAsync<TAnswer>(ICommand<TAnswer> command, TimeSpan patience)
    {
        var waits = new RecordingWaits(patience);
        while (true)
        {
            // What was read before the sending is old by now.
            db.DiscardChanges();
            try
            {
                var recorded = await dispatcher.SendAsync(command, CancellationToken.None);
                if (recorded.Refusal?.Code != CommonRefusals.ChangedMeanwhile.Code || waits.AreOver)
                {
                    return recorded;
                }
            }
            catch (Exception failure) when (db.IsAway(failure) && !waits.AreOver)
            {
            }

            await Task.Delay(waits.Next(), clock, CancellationToken.None);
        }
    }

    internal async Task<AttemptReport> SendAsync(DeliveryRequest deliveryRequest)
    {
        var startedAt = clock.GetUtcNow();
        try
        {
            return await engine.SendAsync(deliveryRequest, stopping.SendingMustEnd);
        }
        catch (OperationCanceledException)
        {
            return BrokenOff("Cavra was stopped while it was sending: whether the receiver has the event is unknown.", startedAt);
        }
        catch (Exception fault)
        {
            // A fault of ours at one destination, which costs no other its result. The type only: a message may quote an answer.
            SendingFailed(logger, fault.GetType().Name);
            return BrokenOff("A fault of Cavra itself ended the sending: whether the receiver has the event is unknown.", startedAt);
        }
    }

    private async Task<MadeAttempt> MakeAsync(StartedRound round, AttemptIntent intent, SemaphoreSlim room)
    {
        try
        {
            return new MadeAttempt(intent, await SendAsync(round, intent));
        }
        finally
        {
            room.Release();
        }
    }

    private Task<AttemptReport> SendAsync(StartedRound round, AttemptIntent intent) =>
        SendAsync(new DeliveryRequest(round.Workspace, intent.Connector, round.Event, round.Terms.Retries, round.Terms.Timeout)
        {
            Number = intent.Number,
            EpisodeReference = intent.EpisodeReference,
            ApprovedFingerprint = intent.ApprovedFingerprint,
        });

    private AttemptReport BrokenOff(string says, DateTimeOffset startedAt) => new()
    {
        Outcome = DeliveryOutcome.Failed,
        FailureClass = FailureClass.Interrupted,
        StartedAt = startedAt,
        CompletedAt = clock.GetUtcNow(),
        Fault = Fault.Ours,
        Error = says,
        Request = new RequestSummary("POST", "", new Dictionary<string, string>()),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "An attempt could not be made: {Fault}")]
    private static partial void SendingFailed(ILogger logger, string fault);
}

/// <summary>A round whose attempts were made.</summary>
internal sealed record SentRound(StartedRound Round, IReadOnlyList<MadeAttempt> Made)
{
    /// <summary>What is to be recorded.</summary>
    public MadeRound MadeRound => new(Round.EventId, Made, Round.Held);

    /// <summary>How long its recording is worth the waiting.</summary>
    public TimeSpan Patience => Round.Terms.LeaseOf(Made.Count);
}

/// <summary>The waits between two tries to record: doubling, up to 2 s, as long as it is worth it.</summary>
internal sealed class RecordingWaits(TimeSpan patience)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private TimeSpan _next = TimeSpan.FromMilliseconds(50);

    private TimeSpan _waited;

    public bool AreOver => _waited > patience;

    public TimeSpan Next()
    {
        var wait = _next;
        (_waited, _next) = (_waited + wait, wait * 2 < Longest ? wait * 2 : Longest);
        return wait;
    }
}
