using System.Text.Json.Nodes;
using Cavra.Cli.Terminals;
using Spectre.Console;

namespace Cavra.Cli.Demo;

/// <summary>Tells what is asked, what is answered, and whether it is what was said.</summary>
internal sealed class Narrator(Terminal terminal)
{
    private int _checks;
    private int _failed;

    public bool AllHeld => _failed == 0;

    public void Act(int number, string title)
    {
        terminal.Say("");
        terminal.Out.MarkupLineInterpolated($"[bold]{number}. {title}[/]");
    }

    public void Tell(string text) => terminal.Say($"   {text}");

    public void Request(string method, string path, JsonNode? body)
    {
        terminal.Out.MarkupLineInterpolated($"   [blue]{method} {path}[/]");
        if (body is JsonObject { Count: > 0 })
        {
            terminal.Out.MarkupLineInterpolated($"   [grey]{PlainText.Of(body.ToJsonString())}[/]");
        }
    }

    public void Answer(string text) => terminal.Out.MarkupLineInterpolated($"   → {PlainText.Of(text)}");

    /// <summary>Says that something holds, or that it does not and the demo has failed.</summary>
    public void Check(bool holds, string sentence)
    {
        _checks++;
        if (holds)
        {
            terminal.Out.MarkupLineInterpolated($"   [green]ok[/] {sentence}");
            return;
        }

        _failed++;
        terminal.Out.MarkupLineInterpolated($"   [red]NOT SO[/] {PlainText.Of(sentence)}");
    }

    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows) => terminal.Table(columns, rows, "Nothing.");

    public void End()
    {
        terminal.Say("");
        terminal.Say(AllHeld
            ? $"Every step did what it said: {_checks} of {_checks} checks."
            : $"The demo did not do what it said: {_failed} of {_checks} checks failed.");
    }
}
