using System.CommandLine;

namespace Cavra.Cli.Serving;

/// <summary>What every verb takes that sends something.</summary>
internal sealed class SendOptions
{
    private readonly Option<int?> _retries = NumberOption.Whole("--retries", 0, 5, "Quick tries more within one attempt, 0 to 5; else 2.");

    private readonly Option<double?> _timeout = NumberOption.Fraction(
        "--timeout-seconds", 0.1, 30, "How long one try may take, 0.1 to 30; else 10.");

    public IEnumerable<Option> All => [_retries, _timeout];

    public IEnumerable<(string Name, object? Value)> Members(ParseResult parsed) =>
        [("retries", parsed.GetValue(_retries)), ("timeout_seconds", parsed.GetValue(_timeout))];
}
