using System.CommandLine;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.RetryPlans;

/// <summary><c>cavra retry</c>: decide what becomes of failed audit deliveries.</summary>
internal static class RetryCommands
{
    public static Command Create(Terminal terminal) => new("retry", "Plan retries of failed audit deliveries, and decide on them.")
    {
        PlanRetries.Create(terminal),
        AcknowledgeRetries.Create(terminal),
    };
}
