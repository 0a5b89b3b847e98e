using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Cavra.Cli.Access;
using Cavra.Cli.Approvals;
using Cavra.Cli.AuditDeliveries;
using Cavra.Cli.Completion;
using Cavra.Cli.Connectors;
using Cavra.Cli.Databases;
using Cavra.Cli.Demo;
using Cavra.Cli.Doctor;
using Cavra.Cli.Drills;
using Cavra.Cli.Evidence;
using Cavra.Cli.HealthAlerts;
using Cavra.Cli.Hosting;
using Cavra.Cli.Loops;
using Cavra.Cli.Notifications;
using Cavra.Cli.Obligations;
using Cavra.Cli.Policies;
using Cavra.Cli.Recovery;
using Cavra.Cli.RetryPlans;
using Cavra.Cli.Terminals;
using Cavra.Cli.WorkerHealth;
using Cavra.Cli.WorkerRuns;
using Cavra.Infrastructure.Configuration;

namespace Cavra.Cli;

/// <summary>The <c>cavra</c> command: every verb there is, and what is common to running one.</summary>
internal static class CavraCommand
{
    private const int HelpWidth = 100;

    // The service has 30 seconds to be gone; the runtime of the command itself needs a little of that.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(29);

    public static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand(
            "Cavra proves that failed delivery of rollback-drill evidence was noticed, routed, reviewed, approved, retried and "
            + "closed. Exit codes: 0 fine, 1 not healthy or not sound, 2 usage, 3 cannot reach, 4 refused, 5 not signed in.")
        {
            RunApi.Create(terminal),
            MigrateDatabase.Group(terminal),
            KeyCommands.Create(terminal),
            MakeSignInLink.Create(terminal),
            WorkspaceCommands.Create(terminal),
            ShowHealth.Create(terminal),
            ShowObligations.Create(terminal),
            ShowDashboard.Create(terminal),
            DrillCommands.Create(terminal),
            NotificationCommands.Create(terminal),
            DeliverAudit.Create(terminal),
            RetryCommands.Create(terminal),
            ApprovalCommands.Create(terminal),
            DecideApprovals.Approve(terminal),
            DecideApprovals.Deny(terminal),
            RunWorker.Group(terminal),
            ListExecutions.Create(terminal),
            RecoveryCommands.Create(terminal),
            DestinationCommands.Create(terminal),
            LoopCommands.Create(terminal),
            ConnectorCommands.Create(terminal),
            PolicyCommands.Create(terminal),
            AlertCommands.Create(terminal),
            ListRecords.Group(terminal),
            ListEvidence.Group(terminal),
            DoctorCommand.Create(terminal),
            DemoCommand.Create(terminal),
            PrintCompletion.Create(terminal),
        };
        var option = root.Options.OfType<HelpOption>().Single();
        // Written as on Windows they are offered at the tab key wherever anything may follow.
        option.Aliases.Remove("/h");
        option.Aliases.Remove("/?");
        if (option.Action is HelpAction help)
        {
            help.MaxWidth = HelpWidth;
        }

        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion(terminal);
        return root;
    }

    /// <summary>Runs one command line and answers its exit code. Whatever happens, a person never sees a stack trace.</summary>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        // A text that begins with @ is a text, not the name of a file with more arguments.
        var parsed = Create(terminal).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var invocation = new InvocationConfiguration
        {
            Output = terminal.OutputWriter,
            Error = terminal.ErrorWriter,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopTimeout,
        };
        try
        {
            if (parsed.Action is not ParseErrorAction mistake)
            {
                return await parsed.InvokeAsync(invocation, cancellationToken);
            }

            mistake.ShowHelp = parsed.CommandResult.Command is { Subcommands.Count: > 0, Action: null } && parsed.UnmatchedTokens.Count == 0;
            await parsed.InvokeAsync(invocation, cancellationToken);
            return ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            terminal.Fail("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (InvalidSettingsException invalid)
        {
            terminal.Fail(invalid.Message);
            return ExitCode.Usage;
        }
        catch (Exception fault)
        {
            terminal.Fail($"This is a fault of Cavra itself ({fault.GetType().Name}): {fault.Message}");
            return ExitCode.Fault;
        }
    }
}
