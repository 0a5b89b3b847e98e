using System.CommandLine;
using Cavra.Application.Access;
using Cavra.Cli.Databases;
using Cavra.Cli.Terminals;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Access;

namespace Cavra.Cli.Access;

/// <summary><c>cavra keys recover</c>: makes a new administrator's key where the old one is lost.</summary>
internal static class RecoverKey
{
    public static Command Create(Terminal terminal)
    {
        var workspace = new Option<string>("--workspace")
        {
            Description = "The workspace that it administers.",
            DefaultValueFactory = _ => Workspace.DefaultName,
            HelpName = "name",
        };
        var file = new Option<string>("--out")
        {
            Description = "File (mode 0600) to write the key to. One that is there already is left alone.",
            Required = true,
            HelpName = "file",
        };
        var dataDirectory = DataDirectoryOption.Create();
        var command = new Command(
            "recover",
            "Make a new administrator's key where the old one is lost, with evidence of it. For whoever can reach the database of this "
            + "instance, whether it runs or not. The keys there are stay valid: revoke what is lost.")
        {
            workspace, file, dataDirectory,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var issue = new IssueAdministratorKey(
                new Name(Bootstrap.AdministratorName), Bootstrap.AdministratorRoles, parsed.GetRequiredValue(workspace));
            var path = parsed.GetRequiredValue(file);
            return KeyFile.IsFree(path, terminal)
                ? LocalInstance.UseAsync(
                    parsed.GetRequiredValue(dataDirectory), terminal,
                    instance => RunAsync(instance, issue, path, terminal, cancellationToken), cancellationToken)
                : Task.FromResult(ExitCode.Refused);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        LocalInstance instance, IssueAdministratorKey issue, string file, Terminal terminal, CancellationToken cancellationToken)
    {
        var issued = await instance.SendAsync(issue, cancellationToken);
        if (issued.Refusal is { } refusal)
        {
            return RefusalText.Print(terminal, refusal);
        }

        PrivateFile.Write(file, issued.Value.Key!);
        terminal.Say($"Key {issued.Value.KeyId} of {issued.Value.Name} in workspace {issued.Value.Workspace}: "
            + $"{string.Join(", ", issued.Value.Roles)}.");
        terminal.Say($"The key is in {file}; only you can read it.");
        return ExitCode.Fine;
    }
}
