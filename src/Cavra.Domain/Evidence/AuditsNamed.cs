using Cavra.Domain.AuditPackages;

namespace Cavra.Domain.Evidence;

/// <summary>How an entry about several audit packages names them, so that each finds it: a plan, a run.</summary>
public static class AuditsNamed
{
    public const string Member = "audit_ids";

    /// <summary>The most that one entry names; it stays within what a log can hold. The oldest packages come first.</summary>
    public const int Most = 500;

    public static List<string> In(IEnumerable<AuditPackageId> audits) =>
        [.. audits.Select(audit => audit.ToString()).Distinct().Order(StringComparer.Ordinal).Take(Most)];
}
