using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Configuration;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Drills;

/// <summary>
/// Imports the schedule and the history file into the default workspace at the start. What is there already is left alone, so a
/// restart changes nothing and proves nothing.
/// </summary>
public sealed partial class StartupImport(
    IServiceScopeFactory scopes, Migrator migrator, IConfiguration configuration, ILogger<StartupImport> logger)
{
    public const string ScheduleSetting = "CAVRA_GO_ROLLBACK_DRILL_SCHEDULE";

    public const string HistorySetting = "CAVRA_GO_ROLLBACK_DRILL_HISTORY";

    private const int Attempts = 3;

    /// <summary>Imports what is configured; throws <see cref="InvalidSettingsException"/> for a file that can't be.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var files = await ImportFiles.ReadAsync(configuration[ScheduleSetting], configuration[HistorySetting], cancellationToken);
        if (files is null)
        {
            return;
        }

        var caller = await CallerAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            // Another process that starts with the same files may be faster; what it took in is left alone the next time.
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Call>().Caller = caller;
            var result = await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(files.ToCommand(), cancellationToken);
            if (result.Refusal is null)
            {
                Imported(logger, result.Value.SchedulesDefined, result.Value.DrillsRecorded);
                return;
            }

            if (result.Refusal.Code != Domain.Abstractions.CommonRefusals.ChangedMeanwhile.Code || attempt == Attempts)
            {
                throw files.Explain(result.Refusal);
            }
        }
    }

    private async Task<Caller> CallerAsync(CancellationToken cancellationToken)
    {
        await using var db = migrator.NewContext();
        var workspace = await db.Workspaces.SingleAsync(workspace => workspace.Name == Workspace.DefaultName, cancellationToken);

        return Caller.ForImport(workspace.Id, workspace.Name, workspace.Policy);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Imported from files: {Schedules} schedules, {Drills} drills")]
    private static partial void Imported(ILogger logger, int schedules, int drills);
}
