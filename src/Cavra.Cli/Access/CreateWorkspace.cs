using System.CommandLine;
using Cavra.Application.Access;
using Cavra.Cli.Databases;
using Cavra.Cli.Terminals;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Access;

namespace Cavra.Cli.Access;

/// <summary><c>cavra workspaces create</c>: opens a workspace and writes its administrator's key to a file.</summary>
internal static class CreateWorkspace
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "Lowercase letters, digits and hyphens, at most 64." };
        var keyFile = new Option<string?>("--key-file")
        {
            Description = "File (mode 0600) for its administrator's key. Else <data-dir>/<name>.key.",
            HelpName = "file",
        };
        var dataDirectory = DataDirectoryOption.Create();
        var command = new Command("create", "Open a workspace and write a key file for its administrator.") { name, keyFile, dataDirectory };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (workspace, directory) = (parsed.GetRequiredValue(name), parsed.GetRequiredValue(dataDirectory));
            // The path is made of the name only when the name is one, so that it stays in the directory.
            var file = parsed.GetValue(keyFile) ?? Path.Combine(directory, Path.GetFileName(workspace) + ".key");
            return LocalInstance.UseOrMakeAsync(
                directory, terminal, instance => RunAsync(instance, workspace, file, terminal, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        LocalInstance instance, string name, string keyFile, Terminal terminal, CancellationToken cancellationToken)
    {
        if (!KeyFile.IsFree(keyFile, terminal))
        {
            return ExitCode.Refused;
        }

        terminal.Progress("Opening the workspace…");
        var opened = await instance.SendAsync(new OpenWorkspace(new Name(name), Bootstrap.AdministratorRoles), cancellationToken);
        if (opened.Refusal is { } refusal)
        {
            return RefusalText.Print(terminal, refusal);
        }

        PrivateFile.Write(keyFile, opened.Value.Key!);
        terminal.Say($"Workspace {name} is open. The key of its administrator is in {keyFile}; only you can read it.");
        return ExitCode.Fine;
    }
}
