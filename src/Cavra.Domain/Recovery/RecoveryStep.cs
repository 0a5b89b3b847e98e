using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Recovery;

/// <summary>One thing to do to bring a connector back.</summary>
/// <param name="StepId">Stable name of the step.</param>
/// <param name="Text">What to do, for a person.</param>
/// <param name="FailureClasses">The failure classes seen that ask for it.</param>
/// <param name="Operation">Name of the operation that does it, or shows what is needed for it.</param>
/// <param name="Href">Path of that operation.</param>
public sealed record RecoveryStep(
    string StepId, string Text, IReadOnlyList<FailureClass> FailureClasses, string Operation, string? Href)
{
    private const string ShowConnector = "GetConnector";

    private const string ShowFailures = "ListDestinations";

    // In the order in which causes are found: what Cavra is told, what is between, what the receiver says.
    private static readonly Cause[] Causes =
    [
        new("mend_configuration", "Mend the connector's configuration in the connector file; it is read anew when it changes.",
            ShowConnector, FailureClass.Misconfigured),
        new("check_egress_guard", "Check that the address is the right one, and allow its network for the connector if it is private on purpose.",
            ShowConnector, FailureClass.GuardRefused),
        new("check_network_path", "Check name resolution, firewall, proxy and that the receiver listens and answers in time.",
            ShowConnector, FailureClass.Unreachable, FailureClass.Timeout),
        new("check_certificate", "Check the receiver's certificate: its date, its names and the authority that the connector trusts.",
            ShowConnector, FailureClass.Tls),
        new("renew_credential", "Renew the connector's credential where its configuration names it, and see that it may write.",
            ShowConnector, FailureClass.Authentication),
        new("check_payload", "See what the receiver said of the event, and mend the address or what the receiver expects.",
            ShowFailures, FailureClass.Rejected),
        new("respect_throttling", "Wait as long as the receiver asks, and lower the connector's rate or have the quota raised.",
            ShowConnector, FailureClass.Throttled),
        new("ask_receiver", "Ask whoever runs the receiver: it answers that it has failed itself.",
            ShowFailures, FailureClass.ServerError),
        new("check_confirmation", "See at the receiver whether it has the event: it took it and did not prove it.",
            ShowFailures, FailureClass.NotConfirmed),
        new("establish_outcome", "See at the receiver whether it has the event: the attempt was interrupted and its outcome is unknown.",
            ShowFailures, FailureClass.Interrupted),
    ];

    /// <summary>What to do about a connector, by what was seen of its failures.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="seen">The failure classes seen, each once; none for none.</param>
    /// <param name="isPaused">Whether a person paused the connector.</param>
    public static IReadOnlyList<RecoveryStep> For(string connector, IReadOnlyList<FailureClass> seen, bool isPaused)
    {
        var steps = Causes
            .Select(cause => (cause, classes: cause.Classes.Intersect(seen).ToList()))
            .Where(found => found.classes.Count > 0)
            .Select(found => new RecoveryStep(
                found.cause.StepId, found.cause.Text, found.classes, found.cause.Operation, PathOf(found.cause.Operation, connector)))
            .ToList();
        if (steps.Count == 0)
        {
            return steps;
        }

        steps.Add(new("test_connector", "Test the connector: a passed test proves that it works.", seen, "TestConnector",
            PathOf("TestConnector", connector)));
        if (isPaused)
        {
            steps.Add(new("resume_connector", "Resume the connector, which is paused.", seen, "ResumeConnector",
                PathOf("ResumeConnector", connector)));
        }

        steps.Add(new("plan_retries", "Plan the retry of what is open, have it reviewed and let it run.", seen, "PlanRetries",
            PathOf("PlanRetries", connector)));
        return steps;
    }

    private static string PathOf(string operation, string connector)
    {
        var name = Uri.EscapeDataString(connector);
        return operation switch
        {
            ShowConnector => $"/connectors/{name}",
            "TestConnector" => $"/connectors/{name}/test",
            "ResumeConnector" => $"/connectors/{name}/resume",
            ShowFailures => $"{ContractPaths.AuditDelivery}/destinations?state=failed&connector={name}",
            _ => ContractPaths.AuditDelivery + "/retry-plan",
        };
    }

    private sealed record Cause(string StepId, string Text, string Operation, params FailureClass[] Classes);
}
