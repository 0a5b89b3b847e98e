using System.CommandLine;
using System.Text;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Cli.Evidence;

/// <summary><c>cavra evidence timestamp</c>: the newest time-stamp of the log, and the text that it is of.</summary>
internal static class GetTimestamp
{
    public static Command Create(Terminal terminal)
    {
        var token = new Option<string?>("--out")
        {
            Description = "File to write the token to, in DER. One that is there already is left alone.",
            HelpName = "file",
        };
        var text = new Option<string?>("--text")
        {
            Description = "File to write the checkpoint's text to, which is what is stamped. One that is there already is left alone.",
            HelpName = "file",
        };
        var force = WholeFile.Force();
        return ServerVerb.Create(
            "timestamp", "Get the log's newest time-stamp: it proves when what the log holds was there.", terminal, [token, text, force],
            async (parsed, server, cancellationToken) =>
            {
                if (parsed.GetValue(token) is null && parsed.GetValue(text) is null)
                {
                    return await server.GetAsync<Timestamp>(WirePaths.Timestamp, stamp => Show(terminal, stamp), cancellationToken);
                }

                var (found, ending) = await server.LookUpAsync<Timestamp>(WirePaths.Timestamp, cancellationToken);
                if (found is null)
                {
                    return ending;
                }

                if (!SignedNote.TryParse(found.Checkpoint, out var note) || Decoded(found.TimestampToken) is not { } bytes)
                {
                    terminal.Fail("The server's answer is not what this version of the command expects.");
                    return ExitCode.Unreachable;
                }

                var written = await WriteAsync(parsed.GetValue(token), "token", bytes);
                return written == ExitCode.Fine ? await WriteAsync(parsed.GetValue(text), "text", Encoding.UTF8.GetBytes(note.Text)) : written;

                Task<int> WriteAsync(string? file, string what, byte[] content) => file is null
                    ? Task.FromResult(ExitCode.Fine)
                    : WholeFile.WriteAsync(file, parsed.GetValue(force), terminal, async begun =>
                    {
                        await begun.Stream.WriteAsync(content, cancellationToken);
                        begun.Close();
                        begun.Keep();
                        terminal.Remark($"The {what} is in {file}.");
                        return ExitCode.Fine;
                    });
            });
    }

    private static void Show(Terminal terminal, Timestamp stamp) => terminal.Table(
        ["member", "value"], [["tree_size", stamp.TreeSize], ["stamped_at", stamp.StampedAt], ["authority", stamp.Authority]], "It says nothing.");

    private static byte[]? Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private sealed record Timestamp(long TreeSize, string Checkpoint, string TimestampToken, DateTimeOffset StampedAt, string Authority);
}
