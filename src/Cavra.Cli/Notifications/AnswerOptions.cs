using System.CommandLine;

namespace Cavra.Cli.Notifications;

/// <summary>What a person says who answers a notification or an alert.</summary>
internal sealed class AnswerOptions
{
    private readonly Option<string> _connector = new("--connector")
    {
        Description = "The connector, or provider, that told it.",
        Required = true,
    };

    private readonly Option<string?> _state = new("--state") { Description = "The answer; else acknowledged." };

    private readonly Option<string?> _plan = new("--plan") { Description = "The plan by which it was sent; else the newest." };

    private readonly Option<string?> _note = new("--note") { Description = "Kept as evidence after redaction." };

    private readonly Option<string?> _reference = new("--external-ref") { Description = "A ticket or change number." };

    public AnswerOptions() => _state.AcceptOnlyFromAmong("acknowledged", "dismissed", "escalated", "resolved");

    public IEnumerable<Option> All => [_connector, _state, _plan, _note, _reference];

    public IEnumerable<(string Name, object? Value)> Members(ParseResult parsed) =>
    [
        ("provider", parsed.GetValue(_connector)),
        ("acknowledgement_state", parsed.GetValue(_state)),
        ("plan_id", parsed.GetValue(_plan)),
        ("notes", parsed.GetValue(_note)),
        ("external_ref", parsed.GetValue(_reference)),
    ];
}
