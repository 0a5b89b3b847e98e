using System.ComponentModel.DataAnnotations;
using Cavra.Api.Access;
using Cavra.Api.Wire;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Messaging;
using Cavra.Application.Recovery;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.Recovery;

namespace Cavra.Api.Recovery;

/// <summary>Bringing connectors back that fail: playbooks, what people say of them, the report and escalations.</summary>
internal static class RecoveryEndpoints
{
    private const string Latest = "latest";

    /// <summary>The longest a delivery can take: that of the hardest terms, and its two commands.</summary>
    private static readonly TimeSpan DeliveryLease =
        new SendTerms(SendTerms.MaxRetries, SendTerms.MaxTimeoutSeconds).Lease + TimeSpan.FromMinutes(1);

    public static IEndpointRouteBuilder MapRecovery(this IEndpointRouteBuilder routes)
    {
        var recovery = routes.MapGroup(ContractPaths.AuditDelivery).WithTags("Recovery");
        recovery.MapCommand<PlaybookBody, RecoveryPlaybookAnswer>(
            HttpMethod.Post, "/connector-recovery-playbook", "PlanRecovery", "Make a playbook of how to bring back the connectors that fail",
            (body, _) => new PlanRecovery(body.MinFailureCount, body.LookbackHours, FreeText.Optional(body.GeneratedBy)));
        recovery.MapQuery<PageFilter, Page<RecoveryPlaybookItem>>(
            "/connector-recovery-playbooks", "ListRecoveryPlaybooks", "List the recovery playbooks, without their steps",
            (filter, _) => new ListRecoveryPlaybooks(filter.Page));
        recovery.MapQuery<NoParameters, RecoveryPlaybookDetailView>(
            "/connector-recovery-playbooks/{playbook_id}", "GetRecoveryPlaybook", "A recovery playbook with what was said of it",
            (_, http) => new GetRecoveryPlaybook(http.PathId<RecoveryPlaybookId>("playbook_id")));
        recovery.MapCommand<ClosureBody, RecoveryClosureAnswer>(
            HttpMethod.Post, "/connector-recovery-playbooks/{playbook_id}/closures", "CloseRecovery",
            "Resolve, mitigate, defer, escalate or reopen the recovery of a connector",
            (body, http) => body.ToCommand(http.PathId<RecoveryPlaybookId>("playbook_id")));
        recovery.MapQuery<ReportFilter, RecoveryReportAnswer>(
            "/retry-recovery-report", "GetRecoveryReport", "How live retries went and how connectors recover",
            (filter, _) => new GetRecoveryReport(filter.RecoverySloMinutes));
        recovery.MapCommand<EscalationPlanBody, RecoveryEscalationAnswer>(
            HttpMethod.Post, "/recovery-escalation-plan", "PlanRecoveryEscalation",
            "Name the recoveries that are breached or still fail, and where each goes",
            (body, _) => new PlanRecoveryEscalation(body.RecoverySloMinutes, FreeText.Optional(body.GeneratedBy)));
        recovery.MapDeferrableSteps<DeliverBody, RecoveryEscalationDeliveryAnswer, RecoveryEscalationAccepted>(
            HttpMethod.Post, "/recovery-escalations/{plan_id}/deliver", "DeliverRecoveryEscalation",
            "Send a recovery escalation plan, or the latest, to connectors", (_, _) => DeliveryLease, BeginAsync);
        return routes;
    }

    private static async Task<Result<BegunSteps<RecoveryEscalationDeliveryAnswer, RecoveryEscalationAccepted>>> BeginAsync(
        DeliverBody body, HttpContext http)
    {
        var plan = (string?)http.Request.RouteValues["plan_id"] is Latest
            ? (RecoveryEscalationPlanId?)null
            : http.PathId<RecoveryEscalationPlanId>("plan_id");
        var dispatcher = http.RequestServices.GetRequiredService<IDispatcher>();
        var begun = await dispatcher.SendAsync(
            new DeliverRecoveryEscalation(plan, body.Provider, body.MaxRoutes, new SendTerms(body.Retries, body.TimeoutSeconds)),
            http.RequestAborted);
        return begun.Refusal is { } refusal
            ? refusal
            : new BegunSteps<RecoveryEscalationDeliveryAnswer, RecoveryEscalationAccepted>(
                RecoveryEscalationAccepted.Of(begun.Value), services => FinishAsync(begun.Value, services));
    }

    private static async Task<Result<RecoveryEscalationDeliveryAnswer>> FinishAsync(BegunRecoveryEscalation begun, IServiceProvider services)
    {
        if (begun.Round is not { } round)
        {
            return RecoveryEscalationDeliveryAnswer.Of(begun, round: null);
        }

        var finished = await services.GetRequiredService<DeliveryRounds>().FinishAsync(round);
        return finished.Refusal is { } failed ? failed : RecoveryEscalationDeliveryAnswer.Of(begun, finished.Value);
    }

    /// <summary>Which connectors a playbook covers.</summary>
    /// <param name="MinFailureCount">Open failures from which on a connector is covered, 1 to 1,000.</param>
    /// <param name="LookbackHours">Hours within which they must have failed last, 1 to 720.</param>
    /// <param name="GeneratedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who asked.</param>
    internal sealed record PlaybookBody(int MinFailureCount = 2, int LookbackHours = 24, string? GeneratedBy = null);

    /// <summary>What somebody says of the recovery of a connector.</summary>
    /// <param name="Provider">Connector that is meant, by its name or, where the playbook covers only one of it, its vendor's.</param>
    /// <param name="ClosureState">resolved and mitigated close it, deferred and escalated leave it open, reopened opens it again.</param>
    /// <param name="VerificationRefs">Ids of executions, attempts or connector tests, at most 20; resolved needs one, and each has to prove
    /// that the connector works again. With any other state they are kept unchecked.</param>
    /// <param name="ExternalRef">Reference to a ticket or a page elsewhere, at most 200 characters; null for none.</param>
    /// <param name="Notes">Free text, at most 2,000 characters; mitigated needs it.</param>
    /// <param name="ClosedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who said it.</param>
    internal sealed record ClosureBody(
        string Provider, ClosureState ClosureState = ClosureState.Resolved, IReadOnlyList<string>? VerificationRefs = null,
        string? ExternalRef = null, string? Notes = null, string? ClosedBy = null)
    {
        public CloseRecovery ToCommand(RecoveryPlaybookId playbook) => new(
            playbook, Provider,
            new ClosureTerms(
                ClosureState, [.. (VerificationRefs ?? []).Select(FreeText.Raw)], FreeText.Optional(ExternalRef),
                FreeText.Optional(Notes), FreeText.Optional(ClosedBy)));
    }

    /// <summary>What counts as breached.</summary>
    /// <param name="RecoverySloMinutes">Minutes that a recovery may be open, 1 to 43,200.</param>
    /// <param name="GeneratedBy">Whom the caller acts for, kept as on_behalf_of; the credential decides who asked.</param>
    internal sealed record EscalationPlanBody(
        int RecoverySloMinutes = GetRecoveryReport.DefaultSloMinutes, string? GeneratedBy = null);

    /// <summary>Where a recovery escalation plan goes, and by which terms.</summary>
    /// <param name="Provider">Connectors to send it to: all for those marked for escalation, a name, a vendor or a comma list.</param>
    /// <param name="MaxRoutes">How many routes are sent at most, 1 to 100.</param>
    /// <param name="Retries">Quick tries after the first of each attempt, 0 to 5.</param>
    /// <param name="TimeoutSeconds">Seconds to wait for each answer, 0.1 to 30.</param>
    internal sealed record DeliverBody(
        string Provider = ConnectorNames.All, int MaxRoutes = 20, int Retries = 2, double TimeoutSeconds = 10);

    internal sealed record ReportFilter(
        [Range(1, GetRecoveryReport.MostSloMinutes)] int RecoverySloMinutes = GetRecoveryReport.DefaultSloMinutes);
}
