using Cavra.Cli.Serving;

namespace Cavra.Cli.Notifications;

/// <summary>A record, as far as a command shows it.</summary>
internal sealed record RecordRow(DateTimeOffset CreatedAt, string Actor, string Action, string SessionId, string EvidenceId)
{
    public static ListTable<RecordRow> Table(string nothing) => new(
        ["when", "who", "what", "about", "evidence"],
        record => [record.CreatedAt, record.Actor, record.Action, record.SessionId, record.EvidenceId],
        nothing);
}
