namespace Cavra.Domain.Evidence;

/// <summary>Which rules decided what came of a command, as its entry names them.</summary>
public static class SpokenRules
{
    private const string Refused = "refused:";

    /// <summary>
    /// The code of the refusal; of what was done, the approval that permitted it (<c>approval:id</c>), what kept it from being sent
    /// (<c>skipped:reason</c>), and <c>four_eyes:advisory</c> where that rule let something pass.
    /// </summary>
    public static IReadOnlyList<string> Of(string outcome, EvidenceFacts? facts)
    {
        if (outcome.StartsWith(Refused, StringComparison.Ordinal))
        {
            return [outcome[Refused.Length..]];
        }

        var summary = facts?.Summary ?? new Dictionary<string, object?>();
        return
        [
            .. Named("approval", "approval_id"),
            .. Named("skipped", "skipped"),
            .. summary.GetValueOrDefault("four_eyes_broken") is true ? ["four_eyes:advisory"] : Array.Empty<string>(),
        ];

        IEnumerable<string> Named(string rule, string member) => summary.GetValueOrDefault(member) is string { Length: > 0 } text ? [$"{rule}:{text}"] : [];
    }
}
