using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Drills;

/// <summary>What is told of a drill: by options, by a file, or by both, where an option goes before the file.</summary>
internal sealed class DrillMembers
{
    // A year.
    private const double MostMinutes = 525_600;

    private readonly Argument<string?> _drill = new("drill")
    {
        Description = "The drill's id, as you name it. Needed, here or in the file, like the options that say so.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _file = new("--file")
    {
        Description = "JSON file with the drill's members, named as in the API.",
        HelpName = "file",
    };

    private readonly Option<string?> _environment = Text("--environment", "Where it was executed. Needed.");
    private readonly Option<string?> _executed = Text("--executed-at", "When, ISO 8601 with offset. Needed.", "instant");
    private readonly Option<string?> _mode = Text("--target-mode", "In which mode the target was after it. Needed.");
    private readonly Option<string?> _status = Text("--status", "How it ended. Needed.");
    private readonly Option<bool?> _verified = new("--fallback-verified") { Description = "The fallback was seen to work; without it, it was not." };
    private readonly Option<double?> _minutes = NumberOption.Fraction("--recovery-minutes", 0, MostMinutes, "How long recovery took, 0 to 525600. Needed.");
    private readonly Option<double?> _most = NumberOption.Fraction("--max-recovery-minutes", 0, MostMinutes, "How long it may take, 0 to 525600. Needed.");
    private readonly Option<string?> _runbook = Text("--runbook-ref", "The runbook that was followed.");

    private readonly Option<string[]> _evidence = new("--evidence-ref")
    {
        Description = "Where the drill's own evidence lies; several one after the other.",
        AllowMultipleArgumentsPerToken = true,
    };

    public DrillMembers() => _status.AcceptOnlyFromAmong("pass", "fail");

    public IEnumerable<Symbol> All => [_drill, _file, _environment, _executed, _mode, _status, _verified, _minutes, _most, _runbook, _evidence];

    /// <summary>The request's body; null, with the reason printed, when the file can't be read or something is missing.</summary>
    public JsonObject? Read(ParseResult parsed, Terminal terminal)
    {
        var body = new JsonObject();
        if (parsed.GetValue(_file) is { } file && !TryRead(file, out body))
        {
            terminal.Fail($"The file {file} cannot be read, or is no JSON object.");
            return null;
        }

        var given = Given(parsed);
        foreach (var (name, value) in given.ToList())
        {
            given.Remove(name);
            body[name] = value;
        }

        body.TryAdd("fallback_verified", false);
        (string Member, string Option)[] needed =
        [
            ("drill_id", "the drill's id"), ("environment", _environment.Name), ("executed_at", _executed.Name), ("target_mode", _mode.Name),
            ("status", _status.Name), ("recovery_minutes", _minutes.Name), ("max_recovery_minutes", _most.Name),
        ];
        if (needed.Where(one => body[one.Member] is null).Select(one => one.Option).ToList() is not { Count: > 0 } missing)
        {
            return body;
        }

        terminal.Fail($"Missing: {string.Join(", ", missing)}. Give each as an option, or as a member of --file.");
        return null;
    }

    private JsonObject Given(ParseResult parsed) => Reply.Body(
        ("environment", parsed.GetValue(_environment)),
        ("drill_id", parsed.GetValue(_drill)),
        ("executed_at", parsed.GetValue(_executed)),
        ("target_mode", parsed.GetValue(_mode)),
        ("status", parsed.GetValue(_status)),
        ("fallback_verified", parsed.GetValue(_verified)),
        ("recovery_minutes", parsed.GetValue(_minutes)),
        ("max_recovery_minutes", parsed.GetValue(_most)),
        ("runbook_ref", parsed.GetValue(_runbook)),
        ("evidence_refs", parsed.GetValue(_evidence) is { Length: > 0 } references ? references : null));

    private static Option<string?> Text(string name, string what, string? value = null) => new(name) { Description = what, HelpName = value };

    private static bool TryRead(string file, out JsonObject body)
    {
        try
        {
            body = JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? [];
            return body.Count > 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            body = [];
            return false;
        }
    }
}
