using Cavra.Application.Drills;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Configuration;

namespace Cavra.Infrastructure.Drills;

/// <summary>The files of one import, read and of the right shape, with the way back from a refusal to a line of a file.</summary>
internal sealed class ImportFiles
{
    private const string Schedules = "/schedules";

    private const string Drills = "/drills";

    private readonly ImportFile? _schedules;
    private readonly ImportFile? _history;
    private readonly IReadOnlyList<DrillScheduleDocument> _scheduleDocuments;
    private readonly DrillHistoryDocument? _historyDocument;

    private ImportFiles(ImportFile? schedules, ImportFile? history)
    {
        (_schedules, _history) = (schedules, history);
        _scheduleDocuments = schedules is null ? []
            : schedules.IsList ? schedules.Parse<IReadOnlyList<DrillScheduleDocument>>()
            : [schedules.Parse<DrillScheduleDocument>()];
        _historyDocument = history?.Parse<DrillHistoryDocument>();
        if (_historyDocument?.SchemaVersion is not (null or WireNames.DrillHistoryFileSchema))
        {
            throw history!.Bad("/schema_version", $"Must be {WireNames.DrillHistoryFileSchema}.");
        }
    }

    /// <summary>Reads what is configured; null when neither file is.</summary>
    public static async Task<ImportFiles?> ReadAsync(string? schedules, string? history, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(schedules) && string.IsNullOrEmpty(history)
            ? null
            : new ImportFiles(
                await FileAsync(StartupImport.ScheduleSetting, schedules, cancellationToken),
                await FileAsync(StartupImport.HistorySetting, history, cancellationToken));

    /// <summary>A command of its own for each try: the redactor takes the raw text out of what it has seen.</summary>
    public ImportDrillRecords ToCommand() => new(
        [.. _scheduleDocuments.Select(document => document.ToCommand())],
        [.. (_historyDocument?.Drills ?? []).Select(drill => drill.ToCommand(_historyDocument!.Environment))]);

    /// <summary>The refusal in the terms of the files.</summary>
    public InvalidSettingsException Explain(Refusal refusal)
    {
        var (pointer, rules) = refusal.Errors.FirstOrDefault();
        var rule = rules is [var first, ..] ? first : refusal.Message;
        if (pointer?.StartsWith(Schedules, StringComparison.Ordinal) is true && _schedules is { } schedules)
        {
            var within = pointer[Schedules.Length..];

            return schedules.Bad(schedules.IsList ? within : within[Math.Max(0, within.IndexOf('/', 1))..], rule);
        }

        return pointer?.StartsWith(Drills, StringComparison.Ordinal) is true && _history is { } history
            ? history.Bad(pointer, rule)
            : new InvalidSettingsException([$"{StartupImport.ScheduleSetting} can't be imported: {refusal.Message}"]);
    }

    private static async Task<ImportFile?> FileAsync(string setting, string? path, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(path) ? null : await ImportFile.ReadAsync(setting, path, cancellationToken);
}
