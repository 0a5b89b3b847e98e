using System.CommandLine;
using Cavra.Application.Access;
using Cavra.Cli.Databases;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Access;

namespace Cavra.Cli.Access;

/// <summary><c>cavra signin</c>: prints a link that signs a browser in to the console, once.</summary>
internal static class MakeSignInLink
{
    public static Command Create(Terminal terminal)
    {
        var server = ServerVerb.ServerOption();
        var name = new Option<string>("--name")
        {
            Description = "Whose link it is; documents show this name as the actor.",
            DefaultValueFactory = _ => Bootstrap.AdministratorName,
            HelpName = "name",
        };
        var roles = new Option<string[]>("--role")
        {
            Description = "What it lets them do; may be given several times.",
            DefaultValueFactory = _ => [.. Bootstrap.AdministratorRoles],
            AllowMultipleArgumentsPerToken = true,
        };
        roles.AcceptOnlyFromAmong([.. Roles.Grantable]);
        var workspace = new Option<string>("--workspace")
        {
            Description = "The workspace it opens.",
            DefaultValueFactory = _ => Workspace.DefaultName,
            HelpName = "name",
        };
        var dataDirectory = DataDirectoryOption.Create();
        var command = new Command(
            "signin",
            "Print a link that signs a browser in to the console, once and within 15 minutes. For whoever can reach the database of this "
            + "instance, whether it runs or not.")
        {
            server, name, roles, workspace, dataDirectory,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (ServerVerb.Address(parsed.GetValue(server), terminal) is not { } address)
            {
                return ExitCode.Usage;
            }

            var link = new CreateSignInLink(
                new Name(parsed.GetRequiredValue(name)), parsed.GetRequiredValue(roles), parsed.GetRequiredValue(workspace));
            return await LocalInstance.UseAsync(
                parsed.GetRequiredValue(dataDirectory), terminal, instance => RunAsync(instance, link, address, terminal, cancellationToken),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        LocalInstance instance, CreateSignInLink link, Uri address, Terminal terminal, CancellationToken cancellationToken)
    {
        var made = await instance.SendAsync(link, cancellationToken);
        if (made.Refusal is { } refusal)
        {
            return RefusalText.Print(terminal, refusal);
        }

        terminal.Remark($"Signs in once as {made.Value.Name} in workspace {made.Value.Workspace}, until {made.Value.ExpiresAt:u}:");
        await terminal.OutputWriter.WriteLineAsync(SignInAddress.Of(address.ToString(), made.Value.OneTime!));
        return ExitCode.Fine;
    }
}

/// <summary>What a person opens to sign in. The secret follows <c>#</c>, so that no browser sends it and no log has it.</summary>
internal static class SignInAddress
{
    public static string Of(string server, string oneTime) => $"{server.TrimEnd('/')}/signin#{oneTime}";
}
