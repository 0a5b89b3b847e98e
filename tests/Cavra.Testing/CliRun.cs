using System.Text.Json.Nodes;
using Cavra.Cli;
using Cavra.Cli.Terminals;

namespace Cavra.Testing;

/// <summary>One command line run inside the test's process, with everything it printed.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    public static Task<CliRun> Of(params string[] arguments) => WithAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Runs it with these environment variables and no others.</summary>
    public static async Task<CliRun> WithAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await CavraCommand.RunAsync(arguments, Terminal.Over(output, error, environment), CancellationToken.None);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Fails the test unless it ended like this, and shows what was printed.</summary>
    public CliRun Ends(int exitCode)
    {
        Assert.That(ExitCode, Is.EqualTo(exitCode), Output + Error);
        Assert.That(Output + Error, Does.Not.Contain("   at "), "a stack trace was printed");
        return this;
    }
}
