using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Notifications;

/// <summary><c>cavra records list</c>: everything that was planned, sent and answered.</summary>
internal static class ListRecords
{
    public static Command Group(Terminal terminal) => new("records", "Everything that was planned, sent and answered.") { Create(terminal) };

    private static Command Create(Terminal terminal) => ListVerb.Create(
        "list", "List the records, newest first.", terminal, WirePaths.Notifications,
        [
            Filter.Text("schedule_id", "One drill schedule.", "--schedule"),
            Filter.Text("provider", "One connector or provider.", "--connector"),
            Filter.Text("metadata_kind", "The kind of record.", "--kind"),
            Filter.Text("acknowledgement_state", "How it was answered.", "--state"),
            Filter.Text("connector_delivery_source", "What it was sent for.", "--source"),
            Filter.Flag("delivery_success", "What arrived; with false what did not."),
            Filter.OneOf("alert_level", "How urgent it was.", ["healthy", "warning", "critical"]),
            Filter.Text("audit_id", "One audit package.", "--audit"),
            Filter.Text("delivery_id", "One audit delivery.", "--delivery"),
            Filter.Text("retry_plan_id", "One retry plan.", "--retry-plan"),
            Filter.Text("health_id", "One state of worker health.", "--health"),
            Filter.Text("cadence", "How often it is done."),
            Filter.Text("actor", "Who did it."),
            Filter.Text("since", "From this instant, ISO 8601 with offset."),
            Filter.Text("until", "Before this instant, ISO 8601 with offset."),
        ],
        RecordRow.Table("There is no such record."));
}

/// <summary>A record, as far as a command shows it.</summary>
internal sealed record RecordRow(DateTimeOffset CreatedAt, string Actor, string Action, string SessionId, string EvidenceId)
{
    public static ListTable<RecordRow> Table(string nothing) => new(
        ["when", "who", "what", "about", "evidence"],
        record => [record.CreatedAt, record.Actor, record.Action, record.SessionId, record.EvidenceId],
        nothing);
}
