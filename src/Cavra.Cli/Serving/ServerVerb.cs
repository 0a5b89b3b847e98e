using System.CommandLine;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Serving;

/// <summary>Makes the verbs that speak to a server: all of them take the server, the key and the form of the answer alike.</summary>
internal static class ServerVerb
{
    public const string ServerVariable = "CAVRA_SERVER";

    public const string DefaultServer = "http://127.0.0.1:8000";

    public static Option<string?> ServerOption() => new("--server")
    {
        Description = $"Address of the server. Else {ServerVariable}, else {DefaultServer}.",
        HelpName = "url",
    };

    public static Option<string?> KeyFileOption() => new("--key-file")
    {
        Description = $"File that holds the API key. Else the key itself in {ServerKey.Variable}, else {ServerKey.DefaultFile}.",
        HelpName = "file",
    };

    public static Option<bool> JsonOption() => new("--json") { Description = "Print the server's answer as JSON." };

    public static Command Create(
        string name, string description, Terminal terminal, IEnumerable<Symbol> own,
        Func<ParseResult, ServerSession, CancellationToken, Task<int>> act)
    {
        var (server, keyFile, json) = (ServerOption(), KeyFileOption(), JsonOption());
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
        command.Add(keyFile);
        command.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (Address(parsed.GetValue(server), terminal) is not { } address
                || ServerKey.Find(parsed.GetValue(keyFile), terminal) is not { } key)
            {
                return ExitCode.Usage;
            }

            using var client = new ServerClient(address, key);
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

        terminal.Fail($"The server must be an address such as {DefaultServer}: give --server or set {ServerVariable}.");
        return null;
    }
}
