using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence.Log;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Evidence.Log.Witnesses;

/// <summary>
/// Offers the newest checkpoint to the witnesses that have not cosigned it, all at once, and keeps what they answer once it is verified.
/// No connection to the database is held while a witness is waited for.
/// </summary>
internal sealed partial class CheckpointOffers(
    WitnessDirectory witnesses, WitnessRows rows, AskPauses pauses, Call call, ILogger<CheckpointOffers> logger) : ICheckpointOffers
{
    private const int MostAsks = 3;

    public bool AreMade => witnesses.All.Count > 0;

    public async Task OfferAsync(CancellationToken cancellationToken)
    {
        var asked = witnesses.All.Where(witness => pauses.IsOver(call.Workspace, witness.Key.Name)).ToList();
        if (asked.Count > 0)
        {
            await Task.WhenAll((await rows.DueAsync(asked, cancellationToken)).Select(due => OfferAsync(due, cancellationToken)));
        }
    }

    private async Task OfferAsync(DueWitness due, CancellationToken cancellationToken)
    {
        var (reply, lastSize) = await AskAsync(due, cancellationToken);
        if (reply is { Line: { } line, Time: { } time })
        {
            await rows.KeepAsync(due.Witness.Key, due.Size, line, time, cancellationToken);
            pauses.Answered(call.Workspace, due.Witness.Key.Name);
        }
        // Another worker has offered a newer one meanwhile.
        else if (reply.Failure is WitnessFailure.Ahead && await rows.HasReachedAsync(lastSize, cancellationToken))
        {
            return;
        }
        else if (reply.Failure is { } failure)
        {
            pauses.Failed(call.Workspace, due.Witness.Key.Name);
            if (await rows.KeepAsync(due.Witness.Key, lastSize, failure, cancellationToken))
            {
                Failed(logger, due.Witness.Key.Name, call.Caller.WorkspaceName, WireName.Of(failure));
            }
        }
    }

    // A witness that knows another size than is remembered here says so, and is asked again with that one.
    private async Task<(WitnessReply Reply, long LastSize)> AskAsync(DueWitness due, CancellationToken cancellationToken)
    {
        var noteText = SignedNote.TryParse(due.Note, out var note) ? note.Text : "";
        var old = Math.Min(due.LastSize, due.Size);
        for (var asks = 1; ; asks++)
        {
            if (await rows.ProofAsync(old, due.Size, cancellationToken) is not { } proof)
            {
                return (WitnessReply.Of(WitnessFailure.NoProof), old);
            }

            var reply = await due.Witness.AskAsync(new WitnessRequest(old, proof, due.Note), noteText, cancellationToken);
            if (reply.KnownSize is not { } known)
            {
                return (reply, old);
            }

            if (known > due.Size)
            {
                return (WitnessReply.Of(WitnessFailure.Ahead), known);
            }

            if (known == old || asks == MostAsks)
            {
                return (WitnessReply.Of(WitnessFailure.Conflict), old);
            }

            old = known;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Witness {Witness} does not cosign the evidence log of workspace {Workspace}: {Failure}")]
    private static partial void Failed(ILogger logger, string witness, string workspace, string failure);
}
