using System.Collections;
using System.Reflection;
using Cavra.Application.Ports;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Cavra.Domain.Notifications;
using Cavra.Domain.Recovery;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerHealth;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.Evidence;

/// <summary>
/// What a command that was refused, or crashed, was about, as far as the request said it: the ids and names in it, which are well
/// formed whatever else it holds. Nothing else of a request is kept.
/// </summary>
internal static class CommandSubject
{
    private const int Deepest = 3;

    // The first that a request names is what it is about.
    private static readonly (Type Type, string Member, string Resource)[] Ids =
    [
        (typeof(RetryPlanId), "retry_plan_id", "retry plan"),
        (typeof(ApprovalPlanId), "approval_plan_id", "approval plan"),
        (typeof(WorkerRunId), "worker_run_id", "worker run"),
        (typeof(AuditPackageId), "audit_id", "audit package"),
        (typeof(AuditDeliveryId), "delivery_id", "audit delivery"),
        (typeof(DestinationId), "destination_id", "destination"),
        (typeof(RecoveryPlaybookId), "playbook_id", "recovery playbook"),
        (typeof(RecoveryEscalationPlanId), "recovery_escalation_plan_id", "recovery escalation plan"),
        (typeof(HealthId), "health_id", "worker health"),
        (typeof(NotificationPlanId), "plan_id", "notification plan"),
        (typeof(KeyId), "key_id", "api key"),
        (typeof(EvidenceErasureId), "erasure_id", "evidence erasure"),
        (typeof(EvidenceId), "erased_evidence_id", "evidence entry"),
        (typeof(SignInLinkId), "link_id", "sign-in link"),
    ];

    private static readonly (string Property, string Member, string Resource)[] Names =
    [
        ("AuditId", "audit_id", "audit package"), ("DeliveryId", "delivery_id", "audit delivery"), ("RetryPlanId", "retry_plan_id", "retry plan"),
        ("ScheduleId", "schedule_id", "drill schedule"), ("Connector", "connector", "connector"), ("Provider", "provider", "connector"),
    ];

    public static EvidenceFacts? Of(object command, IRedactor redactor)
    {
        var found = new List<(string Member, string Resource, string Text)>();
        Read(command, redactor, found, depth: 0);
        if (found.Count == 0)
        {
            return null;
        }

        var first = found[0];
        return new EvidenceFacts(
            Kind: null, first.Resource, first.Text,
            found.DistinctBy(one => one.Member).ToDictionary(one => one.Member, one => (object?)one.Text));
    }

    private static void Read(object part, IRedactor redactor, List<(string, string, string)> found, int depth)
    {
        foreach (var property in part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0 || property.GetValue(part) is not { } value)
            {
                continue;
            }

            if (Array.Find(Ids, id => id.Type == value.GetType()) is { Type: not null } id)
            {
                found.Add((id.Member, id.Resource, value.ToString()!));
            }
            else if (Array.Find(Names, name => name.Property == property.Name) is { Property: not null } named && NameOf(value, redactor) is { } text)
            {
                found.Add((named.Member, named.Resource, text));
            }
            else if (depth < Deepest && value.GetType().Assembly.GetName().Name is { } assembly && assembly.StartsWith("Cavra.", StringComparison.Ordinal)
                && value is not (Name or FreeText or IEnumerable or Enum))
            {
                Read(value, redactor, found, depth + 1);
            }
        }
    }

    // What somebody typed is kept only where it is a name, and one that the redactor finds nothing in.
    private static string? NameOf(object value, IRedactor redactor) =>
        ((value as Name)?.Value ?? value as string) is { } text && Name.IsWellFormed(text) && redactor.Redact(text).Text == text ? text : null;
}
