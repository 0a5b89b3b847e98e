using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.RetryPlans;

/// <summary><c>cavra retry plan</c>: what should become of every failed destination.</summary>
internal static class PlanRetries
{
    public static Command Create(Terminal terminal)
    {
        var attempts = NumberOption.Whole("--max-attempts", 1, 20, "Failed attempts after which it is no longer retried, 1 to 20.");
        var delay = NumberOption.Whole("--delay-minutes", 0, 1_440, "Wait after the first failure, 0 to 1440.");
        var multiplier = NumberOption.Whole("--multiplier", 1, 10, "By how much the wait grows each time, 1 to 10.");
        var longest = NumberOption.Whole("--max-delay-minutes", 0, 10_080, "The longest wait, 0 to 10080.");
        var immediate = new Option<bool>("--allow-immediate") { Description = "Let a delay of 0 mean: at once." };

        return ServerVerb.Create(
            "plan", "Plan for every failed or held destination: retry it, wait, or suppress it until somebody has looked, and why. Sends nothing.", terminal,
            [attempts, delay, multiplier, longest, immediate],
            (parsed, server, cancellationToken) =>
            {
                var policy = Reply.Body(
                    ("max_retry_attempts", parsed.GetValue(attempts)),
                    ("retry_delay_minutes", parsed.GetValue(delay)),
                    ("backoff_multiplier", parsed.GetValue(multiplier)),
                    ("max_retry_delay_minutes", parsed.GetValue(longest)),
                    ("allow_immediate_retry", parsed.GetValue(immediate) ? true : null));
                var body = Reply.Body(("retry_policy", policy.Count == 0 ? null : policy));
                return server.PostAsync<Answer>(WirePaths.RetryPlan, body, answer => Show(terminal, answer.Plan), cancellationToken);
            });
    }

    private static void Show(Terminal terminal, Plan plan)
    {
        terminal.Say($"Plan {plan.RetryPlanId} ({plan.AlertLevel}): {plan.RetryableCount} to retry, {plan.WaitingCount} waiting, "
            + $"{plan.SuppressedCount} suppressed.");
        terminal.Table(
            ["connector", "delivery", "action", "why", "failures", "next retry"],
            plan.RetryDecisions.Select(decision => (object?[])
            [
                decision.Connector, decision.DeliveryId, decision.Action, $"{decision.ReasonCode}: {decision.Reason}",
                $"{decision.RetryCount} of {decision.MaxRetryAttempts}", decision.NextRetryAt,
            ]),
            "No destination is open: there is nothing to decide.");
    }

    private sealed record Answer(Plan Plan);

    private sealed record Plan(
        string RetryPlanId, string AlertLevel, int RetryableCount, int WaitingCount, int SuppressedCount,
        IReadOnlyList<Decision> RetryDecisions);

    private sealed record Decision(
        string Connector, string DeliveryId, string Action, string Reason, string ReasonCode, int RetryCount, int MaxRetryAttempts,
        DateTimeOffset? NextRetryAt = null);
}

/// <summary><c>cavra retry</c>: decide what becomes of failed audit deliveries.</summary>
internal static class RetryCommands
{
    public static Command Create(Terminal terminal) => new("retry", "Plan retries of failed audit deliveries, and decide on them.")
    {
        PlanRetries.Create(terminal),
        AcknowledgeRetries.Create(terminal),
    };
}
