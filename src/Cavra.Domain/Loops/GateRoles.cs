using Cavra.Domain.Access;

namespace Cavra.Domain.Loops;

/// <summary>Whom a loop awaits: the roles that can pass a gate.</summary>
public static class GateRoles
{
    /// <summary>The roles that can pass the gate, in the order of the design.</summary>
    public static IReadOnlyList<string> Of(Gate gate) => gate switch
    {
        Gate.Noticed => Roles.With(Permissions.RetryPlan),
        Gate.Routed => Roles.With(Permissions.HealthAlertDeliver),
        Gate.Reviewed => Roles.With(Permissions.RetryAcknowledge),
        Gate.Approved => [Roles.Approver],
        Gate.Executed => Roles.With(Permissions.RetryExecute),

        // What was sent again in vain is looked into by whoever runs the loop.
        _ => [Roles.Operator],
    };
}
