using System.CommandLine;
using Cavra.Cli.Databases;
using Cavra.Cli.Terminals;
using Cavra.Infrastructure.Evidence.Log;

namespace Cavra.Cli.Evidence;

/// <summary><c>cavra evidence fsck</c>: compares the stored entries with the log, down to every entry and tile.</summary>
internal static class CheckEvidence
{
    public static Command Create(Terminal terminal)
    {
        var since = new Option<string?>("--since")
        {
            Description = "File with an older checkpoint of the default workspace's log that you kept: the log must have grown from it.",
            HelpName = "file",
        };
        var dataDirectory = DataDirectoryOption.Create();
        var command = new Command("fsck", "Check every entry and tile in the database against the signed log. Ends with 1 when it is not sound.")
        {
            since, dataDirectory,
        };
        command.SetAction((parsed, cancellationToken) => LocalInstance.UseAsync(
            parsed.GetRequiredValue(dataDirectory), terminal,
            instance => RunAsync(instance.LogCheck, parsed.GetValue(since), terminal, cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LogCheck check, string? since, Terminal terminal, CancellationToken cancellationToken)
    {
        if (since is not null && !File.Exists(since))
        {
            terminal.Fail("There is no file of that name for --since.");
            return ExitCode.Usage;
        }

        var ending = ExitCode.Fine;
        var workspaces = await check.WorkspacesAsync(cancellationToken);
        if (!workspaces.Any(workspace => workspace.Name == Domain.Access.Workspace.DefaultName))
        {
            terminal.Fail("missing. The database holds no default workspace, so there is no log to check.");
            return ExitCode.Unwell;
        }

        foreach (var workspace in workspaces)
        {
            var earlier = since is null || workspace.Name != Domain.Access.Workspace.DefaultName
                ? null
                : await File.ReadAllBytesAsync(since, cancellationToken);
            var result = await VerificationProgress.ShowAsync(
                terminal, progress => check.CheckAsync(workspace, earlier, progress, cancellationToken));
            ending = Say(result, terminal) ? ending : ExitCode.Unwell;
        }

        if (await check.CheckOwnersAsync(cancellationToken) is { } strange)
        {
            terminal.Fail($"{strange.Finding.ToString().ToLowerInvariant()}. {strange.Says}");
            ending = ExitCode.Unwell;
        }

        return ending;
    }

    private static bool Say(LogCheckResult result, Terminal terminal)
    {
        var waiting = result.Awaiting == 0 ? "" : $" {result.Awaiting} entries are unsigned yet.";
        if (result.VerificationResult.IsSound)
        {
            terminal.Say($"{result.Workspace}: sound. {result.VerificationResult.Says}{waiting}");
            return true;
        }

        var index = result.VerificationResult.FirstBadIndex is { } bad ? $" First bad index: {bad}." : "";
        terminal.Fail($"{result.Workspace}: {result.VerificationResult.Finding.ToString().ToLowerInvariant()}. {result.VerificationResult.Says}{index}{waiting}");
        return false;
    }
}
