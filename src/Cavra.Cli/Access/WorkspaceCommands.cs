using System.CommandLine;
using System.Text.Json;
using Cavra.Application.Access;
using Cavra.Cli.Databases;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Access;

/// <summary><c>cavra workspaces</c>: the isolated parts of this instance.</summary>
internal static class WorkspaceCommands
{
    public static Command Create(Terminal terminal) =>
        new("workspaces", "Create and list workspaces, on the machine of this instance and directly in its database.")
        {
            CreateWorkspace.Create(terminal),
            ShowWorkspaces.Create(terminal),
        };
}

/// <summary><c>cavra workspaces list</c>.</summary>
internal static class ShowWorkspaces
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static Command Create(Terminal terminal)
    {
        var dataDirectory = DataDirectoryOption.Create();
        var limit = NumberOption.Whole("--limit", 1, 200, "How many at most, 1 to 200; else all.");
        var json = new Option<bool>("--json") { Description = "Print the list as JSON." };
        var command = new Command("list", "List the workspaces of this instance, oldest first.") { limit, json, dataDirectory };
        command.SetAction((parsed, cancellationToken) => LocalInstance.UseAsync(
            parsed.GetRequiredValue(dataDirectory), terminal, instance => RunAsync(
                instance, parsed.GetValue(limit) ?? int.MaxValue, parsed.GetValue(json), terminal, cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        LocalInstance instance, int limit, bool asJson, Terminal terminal, CancellationToken cancellationToken)
    {
        var workspaces = await instance.SendAsync(new ListWorkspaces(), cancellationToken);
        if (asJson)
        {
            var items = workspaces.Value.Take(limit).Select(workspace => new { workspace.Id, workspace.Name, workspace.CreatedAt });
            await terminal.OutputWriter.WriteLineAsync(JsonSerializer.Serialize(new { Items = items, Total = workspaces.Value.Count }, Json));
            return ExitCode.Fine;
        }

        terminal.Table(
            ["workspace", "id", "opened"],
            workspaces.Value.Take(limit).Select(workspace => (object?[])[workspace.Name, workspace.Id, workspace.CreatedAt]),
            "There are none.");
        return ExitCode.Fine;
    }
}
