using System.CommandLine;
using System.Text;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Cli.Evidence;

/// <summary><c>cavra evidence receipt</c> and <c>cavra evidence checkpoint</c>: the log's own texts, byte for byte.</summary>
internal static class GetLogText
{
    private const string NotInLogYet = "evidence.not_in_log_yet";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Command Receipt(Terminal terminal)
    {
        var id = new Argument<string>("evidence") { Description = "The entry's id, as cavra evidence list prints it." };
        return Create(
            "receipt", "Get the receipt of an entry: it proves the entry with nothing but a verifier key.", terminal, id,
            parsed => WirePaths.Receipt(parsed.GetRequiredValue(id)), text => TlogProof.TryParse(text, out _));
    }

    public static Command Checkpoint(Terminal terminal) => Create(
        "checkpoint", "Get the log's newest signed checkpoint. Keep it: later it proves that the log has only grown.", terminal, null,
        _ => WirePaths.Checkpoint,
        text => SignedNote.TryParse(text, out var note) && Domain.Evidence.Log.Checkpoint.TryParse(note.Text, out _));

    private static Command Create(
        string name, string description, Terminal terminal, Argument? argument, Func<ParseResult, string> path, Predicate<string> isOne)
    {
        var file = new Option<string?>("--out")
        {
            Description = "File to write it to, instead of standard output. One that is there already is left alone.",
            HelpName = "file",
        };
        var force = WholeFile.Force();
        return ServerVerb.Create(
            name, description, terminal, [.. argument is null ? (Symbol[])[] : [argument], file, force],
            (parsed, server, cancellationToken) =>
            {
                if (parsed.GetValue(file) is not { } target)
                {
                    return GetAsync(terminal, server, path(parsed), isOne, terminal.WriteAsync, cancellationToken);
                }

                return WholeFile.WriteAsync(target, parsed.GetValue(force), terminal, begun => GetAsync(
                    terminal, server, path(parsed), isOne,
                    async text =>
                    {
                        await begun.Stream.WriteAsync(Strict.GetBytes(text), cancellationToken);
                        begun.Close();
                        begun.Keep();
                        terminal.Remark($"The {name} is in {target}.");
                    },
                    cancellationToken));
            },
            ServerVerb.JsonOption("Print a refusal as JSON."));
    }

    private static async Task<int> GetAsync(
        Terminal terminal, ServerSession server, string path, Predicate<string> isOne, Func<string, Task> keep,
        CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var (ending, code) = await terminal.WaitAsync(
            "Waiting for the server…", () => server.FetchAsync(HttpMethod.Get, path, body: null, bytes, cancellationToken));
        if (ending != ExitCode.Fine)
        {
            if (code == NotInLogYet)
            {
                terminal.Fail("Ask again in a few seconds. If it stays so, nobody signs the log: cavra health says why.");
            }

            return ending;
        }

        if (Text(bytes) is not { } text || !isOne(text))
        {
            terminal.Fail("The server's answer is not what this version of the command expects.");
            return ExitCode.Unreachable;
        }

        await keep(text);
        return ExitCode.Fine;
    }

    private static string? Text(MemoryStream bytes)
    {
        try
        {
            return Strict.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
