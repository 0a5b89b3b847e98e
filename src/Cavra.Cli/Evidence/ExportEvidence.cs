using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Evidence;

/// <summary><c>cavra evidence export</c>: an archive of evidence that anybody can verify. It is written as it comes.</summary>
internal static class ExportEvidence
{
    private const long StepBytes = 1024 * 1024;

    public static Command Create(Terminal terminal)
    {
        Option<string?>[] selection =
        [
            Selects("--audit-id", "What belongs to this audit package. Give at most one of the ids; --since and --until narrow it.", "id"),
            Selects("--delivery-id", "What belongs to this audit delivery.", "id"),
            Selects("--retry-plan-id", "What belongs to this retry plan.", "id"),
            Selects("--since", "What was recorded from this instant on, ISO 8601 with offset.", "instant"),
            Selects("--until", "What was recorded up to this instant, ISO 8601 with offset.", "instant"),
        ];
        var earlier = Selects(
            "--earlier-checkpoint", "File with a checkpoint that you kept: the export proves that the log has only grown since.", "file");
        var file = new Option<string>("--out")
        {
            Description = "File to write the archive to. One that is there already is left alone.",
            HelpName = "file",
            Required = true,
        };
        var force = WholeFile.Force();
        return ServerVerb.Create(
            "export", "Export evidence as a .zip that anybody can verify. The export is itself evidence.", terminal,
            [.. selection, earlier, file, force],
            (parsed, server, cancellationToken) =>
            {
                if (!TryRead(parsed.GetValue(earlier), terminal, out var checkpoint))
                {
                    return Task.FromResult(ExitCode.Usage);
                }

                var body = Reply.Body(
                    [.. selection.Select(option => (option.Name.TrimStart('-').Replace('-', '_'), (object?)parsed.GetValue(option))),
                        ("earlier_checkpoint", checkpoint)]);
                var target = parsed.GetRequiredValue(file);
                return WholeFile.WriteAsync(
                    target, parsed.GetValue(force), terminal, begun => FetchAsync(terminal, server, body, begun, target, cancellationToken));
            },
            ServerVerb.JsonOption("Print what the export holds, or its refusal, as JSON."));
    }

    private static async Task<int> FetchAsync(
        Terminal terminal, ServerSession server, JsonObject body, WholeFile begun, string target, CancellationToken cancellationToken)
    {
        var ending = await ShowAsync(terminal, async progress =>
            (await server.FetchAsync(HttpMethod.Post, WirePaths.Exports, body, begun.Stream, cancellationToken, progress)).Ending);
        if (ending != ExitCode.Fine)
        {
            return ending;
        }

        var unfinished = begun.Close();
        if (await ContentsAsync(unfinished, cancellationToken) is not { } contents)
        {
            terminal.Fail("What came is no export, or not all of it. Nothing is kept.");
            return ExitCode.Unreachable;
        }

        var bytes = new FileInfo(unfinished).Length;
        begun.Keep();
        if (server.AsJson)
        {
            await server.PrintAsync(Reply.Body(
                ("file", target), ("bytes", bytes), ("entry_count", contents.Entries), ("selected_count", contents.Selected),
                ("first_index", contents.First), ("tree_size", contents.TreeSize)));
            return ExitCode.Fine;
        }

        terminal.Say($"{target} holds {contents.Entries} entries, {contents.Selected} of them selected, in {Size(bytes)}.");
        terminal.Say($"Verify it with a key that you have by another way: cavra evidence verify {target} --key <verifier key>");
        return ExitCode.Fine;
    }

    private static Task<int> ShowAsync(Terminal terminal, Func<Action<long>?, Task<int>> fetch)
    {
        if (!terminal.IsPerson)
        {
            return fetch(null);
        }

        var shown = 0L;
        return terminal.WaitAsync("Exporting…", show => fetch(bytes =>
        {
            if (bytes - shown >= StepBytes)
            {
                show($"Exporting… {Size(shown = bytes)}");
            }
        }));
    }

    // An archive's directory is at its end: what can be opened has come whole. Whether it is true is for verify to say.
    private static async Task<Contents?> ContentsAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await ZipFile.OpenReadAsync(file, cancellationToken);
            if (archive.GetEntry("manifest.json") is not { } entry)
            {
                return null;
            }

            await using var stream = await entry.OpenAsync(cancellationToken);
            using var manifest = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            var root = manifest.RootElement;
            var first = root.GetProperty("first_index").GetInt64();
            return new Contents(
                first, root.GetProperty("end_index").GetInt64() - first, root.GetProperty("selected").GetArrayLength(),
                root.GetProperty("tree_size").GetInt64());
        }
        catch (Exception damage) when (damage is InvalidDataException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static bool TryRead(string? file, Terminal terminal, out string? checkpoint)
    {
        checkpoint = null;
        try
        {
            checkpoint = file is null ? null : File.ReadAllText(file);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            terminal.Fail($"The file {file} cannot be read.");
            return false;
        }
    }

    private static Option<string?> Selects(string name, string what, string value) => new(name) { Description = what, HelpName = value };

    private static string Size(long bytes) => bytes < StepBytes
        ? $"{Math.Max(1, bytes / 1024)} KiB"
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)StepBytes:0.0} MiB");

    private sealed record Contents(long First, long Entries, int Selected, long TreeSize);
}
