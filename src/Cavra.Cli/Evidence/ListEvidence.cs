using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Evidence;

/// <summary><c>cavra evidence list</c>: who did what, under which policy, and how it ended.</summary>
internal static class ListEvidence
{
    private static readonly (string Parameter, string Description)[] Filters =
    [
        ("action", "The command's name in words, e.g. \"acknowledge retry plan\"."),
        ("outcome", "done, faulted, or refused: and a code."),
        ("actor", "Who did it."),
        ("metadata_kind", "The kind of document it is about."),
        ("schedule_id", "One drill schedule."),
        ("provider", "One connector or provider."),
        ("audit_id", "One audit package."),
        ("delivery_id", "One audit delivery."),
        ("retry_plan_id", "One retry plan."),
        ("health_id", "One state of worker health."),
        ("since_index", "From this index in the log."),
        ("since", "From this instant, ISO 8601 with offset."),
        ("until", "Before this instant, ISO 8601 with offset."),
    ];

    public static Command Group(Terminal terminal) => new("evidence", "Read, take along and check the evidence.")
    {
        Create(terminal),
        ShowEntry.Create(terminal),
        GetLogText.Receipt(terminal),
        GetLogText.Checkpoint(terminal),
        GetTimestamp.Create(terminal),
        ExportEvidence.Create(terminal),
        LogKeys.Group(terminal),
        VerifyEvidence.Create(terminal),
        CheckEvidence.Create(terminal),
        AdoptLog.Create(terminal),
        EraseEvidence.Create(terminal),
        ListErasures.Create(terminal),
        RetainEvidence.Create(terminal),
    };

    private static Command Create(Terminal terminal) => ListVerb.Create(
        "list", "List evidence entries, newest first.", terminal, WirePaths.Entries,
        [.. Filters.Select(filter => Filter.Text(filter.Parameter, filter.Description))],
        new ListTable<Entry>(
            ["when", "who", "what", "about", "outcome", "evidence"],
            entry =>
            [
                entry.Document.CreatedAt, entry.Document.Who.Actor, entry.Document.What.Action, entry.Document.What.ResourceId,
                entry.Document.What.Outcome, entry.EvidenceId,
            ],
            "There is no such evidence."));

    private sealed record Entry(string EvidenceId, Document Document);

    private sealed record Document(DateTimeOffset CreatedAt, Who Who, What What);

    private sealed record Who(string Actor);

    private sealed record What(string Action, string Outcome, string? ResourceId = null);
}
