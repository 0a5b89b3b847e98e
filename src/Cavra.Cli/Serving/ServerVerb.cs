using System.CommandLine;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Serving;

/// <summary>Makes the verbs that speak to a server: all of them take the server, the credential and the form of the answer alike.</summary>
internal static class ServerVerb
{
    public const string ServerVariable = "CAVRA_SERVER";

    public const string DefaultServer = "http://127.0.0.1:8000";

    public const string ServerName = "--server";

    public const string JsonName = "--json";

    public static Option<string?> ServerOption() => new(ServerName)
    {
        Description = $"Address of the server. Else {ServerVariable}, else {DefaultServer}.",
        HelpName = "url",
    };

    public static Option<bool> JsonOption(string what = "Print the server's answer as JSON.") => new(JsonName) { Description = what };

    public static Command Create(
        string name, string description, Terminal terminal, IEnumerable<Symbol> own,
        Func<ParseResult, ServerSession, CancellationToken, Task<int>> act, Option<bool>? json = null)
    {
        var (server, credential) = (ServerOption(), new CredentialOptions());
        json ??= JsonOption();
        var command = new Command(name, description);
        foreach (var symbol in own)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.Add(server);
        foreach (var option in credential.All)
        {
            command.Add(option);
        }

        command.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (Address(parsed.GetValue(server), terminal) is not { } address
                || credential.Find(parsed, terminal) is not { } secret)
            {
                return ExitCode.Usage;
            }

            using var client = new ServerClient(address, secret);
            return await act(parsed, new ServerSession(client, terminal, parsed.GetValue(json)), cancellationToken);
        });
        return command;
    }

    /// <summary>The server's address; null, with the reason printed, when it is none.</summary>
    public static Uri? Address(string? given, Terminal terminal)
    {
        var text = given ?? terminal.Variable(ServerVariable) ?? DefaultServer;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo is "")
        {
            return address;
        }

        terminal.Fail($"The server must be an address such as {DefaultServer}: give {ServerName} or set {ServerVariable}.");
        return null;
    }
}
