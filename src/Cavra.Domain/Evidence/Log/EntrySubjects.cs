namespace Cavra.Domain.Evidence.Log;

/// <summary>What an entry names that an export can be asked for.</summary>
/// <param name="ResourceId">What it is about; null where it is about no document.</param>
/// <param name="AuditId">The one audit package that it names; null where it names none, or several.</param>
/// <param name="Audits">The audit packages that it names where it is about several; empty else.</param>
/// <param name="DeliveryId">The audit delivery that it names.</param>
/// <param name="RetryPlanId">The retry plan that it names.</param>
public sealed record EntrySubjects(
    string? ResourceId, string? AuditId, IReadOnlyCollection<string> Audits, string? DeliveryId, string? RetryPlanId)
{
    /// <summary>What it names by one of the members that an export is asked with.</summary>
    public string? Of(string member) => member switch
    {
        "audit_id" => AuditId,
        "delivery_id" => DeliveryId,
        "retry_plan_id" => RetryPlanId,
        _ => null,
    };
}
