using System.Globalization;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

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

    /// <summary>Whether an entry names what is asked about.</summary>
    public bool IsAbout(EntrySubjects entry) => Thing is not var (member, id) || id is null
        || entry.ResourceId == id || entry.Of(member) == id || (AuditId is not null && entry.Audits.Contains(id));

    /// <summary>
    /// The documents that an entry about the audit package ties to it: its deliveries, the plans, runs and approvals that it is in. What
    /// names one of these and no package belongs to it too. None where no package is asked about.
    /// </summary>
    public IEnumerable<string> LinksOf(EntrySubjects entry) => AuditId is null
        ? []
        : new[] { entry.ResourceId, entry.DeliveryId, entry.RetryPlanId }.OfType<string>().Where(IsOfTheLoop);

    /// <summary>Whether an entry names no package, and one of those documents.</summary>
    public bool IsLinked(EntrySubjects entry, IReadOnlySet<string> links) =>
        AuditId is not null && entry.AuditId is null && entry.Audits.Count == 0
        && new[] { entry.ResourceId, entry.DeliveryId, entry.RetryPlanId }.OfType<string>().Any(links.Contains);

    /// <summary>Whether an entry of that instant shows that nothing before it in the log matches.</summary>
    public bool IsBefore(DateTimeOffset at) => FirstPossible - Disorder > at;

    /// <summary>Whether an entry of that instant shows that nothing after it in the log matches.</summary>
    public bool IsAfter(DateTimeOffset at) => Until + Disorder < at;

    private static bool IsOfTheLoop(string id) =>
        Ids.TryParse<AuditDeliveryId>(id, out _) || Ids.TryParse<RetryPlanId>(id, out _) || Ids.TryParse<WorkerRunId>(id, out _)
        || Ids.TryParse<ApprovalPlanId>(id, out _) || Ids.TryParse<ApprovalId>(id, out _);

    // A version 7 UUID begins with its milliseconds.
    private static DateTimeOffset? MadeAt(string? id) =>
        id is { Length: > IdDigits } && id[^IdDigits..] is var digits && digits[InstantDigits] == '7'
        && long.TryParse(digits.AsSpan(0, InstantDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
