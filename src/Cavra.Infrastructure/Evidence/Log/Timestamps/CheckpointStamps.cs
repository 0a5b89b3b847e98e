using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence.Log;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Evidence.Log.Timestamps;

/// <summary>
/// Has the text of the newest checkpoint stamped, and keeps the token once it is verified. No connection to the database is held while
/// the authority is waited for.
/// </summary>
internal sealed partial class CheckpointStamps(
    TimestampSettings settings, TimestampRows rows, AskPauses pauses, IRedactor redactor, Call call, ILogger<CheckpointStamps> logger) : ICheckpointStamps
{
    // No witness is called this: names of keys have no spaces.
    private const string Whom = "time-stamping authority";

    public bool AreMade => settings.Authority is not null;

    public async Task StampAsync(CancellationToken cancellationToken)
    {
        if (settings.Authority is not { } authority || !pauses.IsOver(call.Workspace, Whom)
            || await rows.DueAsync(cancellationToken) is not { } due || !SignedNote.TryParse(due.Note, out var note))
        {
            return;
        }

        var reply = await authority.AskAsync(note.Text, cancellationToken);
        if (reply is { Token: { } token, StampedAt: { } at, Authority: { } subject })
        {
            await rows.KeepAsync(due.Size, token, at, Shown(subject), cancellationToken);
            pauses.Answered(call.Workspace, Whom);
            return;
        }

        var failure = reply.Failure ?? TimestampFailure.Garbage;
        pauses.Failed(call.Workspace, Whom);
        if (await rows.KeepAsync(failure, cancellationToken))
        {
            Failed(logger, call.Caller.WorkspaceName, WireName.Of(failure));
        }
    }

    private string Shown(string subject)
    {
        var shown = redactor.Redact(string.Concat(subject.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c))).Text;
        return shown.Length <= StoredTimestamp.LongestAuthority ? shown : shown[..StoredTimestamp.LongestAuthority];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The time-stamping authority does not stamp the evidence log of workspace {Workspace}: {Failure}")]
    private static partial void Failed(ILogger logger, string workspace, string failure);
}
