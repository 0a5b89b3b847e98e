using System.Text;
using Cavra.Domain.Abstractions;
using Spectre.Console;

namespace Cavra.Cli.Terminals;

/// <summary>What a command reads its surroundings from and writes to: a person's terminal, a pipe, or a test.</summary>
internal sealed class Terminal
{
    // Where nobody looks on, lines are not folded: they go to files and to other programs.
    private const int PipeWidth = 10_000;

    private readonly Func<string, string?> _environment;

    private readonly Func<Stream>? _bytes;

    private int _isWaiting;

    private Terminal(TextWriter output, TextWriter error, bool isPerson, Func<string, string?> environment, Func<Stream>? bytes = null)
    {
        (OutputWriter, ErrorWriter, IsPerson, _environment, _bytes) = (output, error, isPerson, environment, bytes);
        (Out, Error) = (ConsoleOver(output, isPerson), ConsoleOver(error, isPerson));
    }

    /// <summary>Whether a person sees it at once. Progress is shown to persons only.</summary>
    public bool IsPerson { get; }

    public TextWriter OutputWriter { get; }

    public TextWriter ErrorWriter { get; }

    public IAnsiConsole Out { get; }

    public IAnsiConsole Error { get; }

    public static Terminal OfProcess() => new(
        Console.Out, Console.Error, !Console.IsOutputRedirected && !Console.IsErrorRedirected, Environment.GetEnvironmentVariable,
        Console.OpenStandardOutput);

    public static Terminal Over(
        TextWriter output, TextWriter error, IReadOnlyDictionary<string, string> environment, bool isPerson = false) =>
        new(output, error, isPerson, name => environment.GetValueOrDefault(name));

    /// <summary>The environment variable's text; null when it is unset or empty.</summary>
    public string? Variable(string name) => _environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>Writes a text that other programs read, byte for byte; for a person's eyes it is made harmless.</summary>
    public async Task WriteAsync(string text)
    {
        if (IsPerson || _bytes is null)
        {
            await OutputWriter.WriteAsync(IsPerson ? PlainText.Of(text) : text);
            return;
        }

        // The console's writer would write it in the encoding of the locale.
        await OutputWriter.FlushAsync();
        await using var output = _bytes();
        await output.WriteAsync(new UTF8Encoding(false).GetBytes(text));
    }

    public void Say(string text) => Out.WriteLine(PlainText.Of(text));

    /// <summary>Says something about what was printed; not among it, where that goes to another program.</summary>
    public void Remark(string text) => (IsPerson ? Out : Error).WriteLine(PlainText.Of(text));

    public void Fail(string text) => Error.MarkupLineInterpolated($"[red]{PlainText.Of(text)}[/]");

    /// <summary>Says what takes long now, among the errors; for whoever reads a log of it, since a person is shown that it is going on.</summary>
    public void Progress(string what)
    {
        if (!IsPerson)
        {
            Error.WriteLine(PlainText.Of(what));
        }
    }

    /// <summary>Does something that may take long; a person sees that it is going on. What is a part of it shows nothing of its own.</summary>
    public Task<T> WaitAsync<T>(string what, Func<Task<T>> work) => WaitAsync(what, _ => work());

    /// <summary>Does something that may take long; a person sees that it is going on, and what the work says of how far it is.</summary>
    public async Task<T> WaitAsync<T>(string what, Func<Action<string>, Task<T>> work)
    {
        if (!IsPerson || Interlocked.Exchange(ref _isWaiting, 1) == 1)
        {
            return await work(_ => { });
        }

        try
        {
            return await Error.Status().StartAsync(
                Markup.Escape(what), context => work(text => context.Status = Markup.Escape(PlainText.Of(text))));
        }
        finally
        {
            Volatile.Write(ref _isWaiting, 0);
        }
    }

    private static IAnsiConsole ConsoleOver(TextWriter writer, bool isPerson)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isPerson ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isPerson ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isPerson)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }
}

/// <summary>Text from elsewhere, made harmless: a terminal obeys control characters.</summary>
internal static class PlainText
{
    public static string Of(string text) =>
        text.Any(IsUnwanted) ? string.Concat(text.Select(c => IsUnwanted(c) ? '\uFFFD' : c)) : text;

    private static bool IsUnwanted(char c) => char.IsControl(c) && c is not '\n';
}

/// <summary>A refusal, for a person.</summary>
internal static class RefusalText
{
    /// <summary>Prints it, and answers the exit code it means.</summary>
    public static int Print(Terminal terminal, Refusal refusal)
    {
        terminal.Fail($"{refusal.Message} ({refusal.Code})");
        foreach (var (member, rules) in refusal.Errors)
        {
            terminal.Fail($"  {member}: {string.Join(" ", rules)}");
        }

        return refusal.Kind is RefusalKind.Invalid ? ExitCode.Usage : ExitCode.Refused;
    }
}
