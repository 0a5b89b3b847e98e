namespace Cavra.Domain.Notifications;

/// <summary>How long an owner has to answer.</summary>
public static class AcknowledgementTime
{
    public const int DefaultMinutes = 60;

    /// <summary>The owner's rule, else the policy of the call, else <see cref="DefaultMinutes"/>.</summary>
    public static int Minutes(int? ownerMinutes, int? policyMinutes) => ownerMinutes ?? policyMinutes ?? DefaultMinutes;
}
