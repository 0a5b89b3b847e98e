using System.Globalization;

namespace Cavra.Domain.Evidence.Log;

/// <summary>What somebody asks of the log: what is about one thing, what came about in a time, or what is both.</summary>
public sealed record EvidenceSelection
{
    /// <summary>
    /// An entry may stand in the log this far from where its instant puts it: commands take time, and clocks differ. What is this far
    /// before or after what was asked for ends an export.
    /// </summary>
    public static readonly TimeSpan Disorder = TimeSpan.FromMinutes(10);

    private const int IdDigits = 32;

    private const int InstantDigits = 12;

    public string? AuditId { get; init; }

    public string? DeliveryId { get; init; }

    public string? RetryPlanId { get; init; }

    /// <summary>The first instant; null for any.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The last instant; null for any.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What is asked about, by the member that names it; null when any thing is.</summary>
    public (string Member, string Id)? Thing =>
        AuditId is not null ? ("audit_id", AuditId)
        : DeliveryId is not null ? ("delivery_id", DeliveryId)
        : RetryPlanId is not null ? ("retry_plan_id", RetryPlanId)
        : null;

    /// <summary>Nothing that was written before this instant can match: a thing's id says when it was made. Null when anything can.</summary>
    public DateTimeOffset? FirstPossible => (Since, MadeAt(Thing?.Id)) switch
    {
        ({ } since, { } made) => since > made ? since : made,
        var (since, made) => since ?? made,
    };

    /// <summary>Whether an entry of that instant shows that nothing before it in the log matches.</summary>
    public bool IsBefore(DateTimeOffset at) => FirstPossible - Disorder > at;

    /// <summary>Whether an entry of that instant shows that nothing after it in the log matches.</summary>
    public bool IsAfter(DateTimeOffset at) => Until + Disorder < at;

    // A version 7 UUID begins with its milliseconds.
    private static DateTimeOffset? MadeAt(string? id) =>
        id is { Length: > IdDigits } && id[^IdDigits..] is var digits && digits[InstantDigits] == '7'
        && long.TryParse(digits.AsSpan(0, InstantDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
