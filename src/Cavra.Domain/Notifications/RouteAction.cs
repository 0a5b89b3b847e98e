namespace Cavra.Domain.Notifications;

/// <summary>What is done with a route.</summary>
public enum RouteAction
{
    Deliver,
    Suppress,
}

/// <summary>Why a route is delivered or suppressed.</summary>
public enum RouteCategory
{
    /// <summary>Nothing holds it back.</summary>
    Deliver,

    /// <summary>A maintenance window is open.</summary>
    MaintenanceWindow,

    /// <summary>The owner is not there.</summary>
    OwnerCalendar,

    /// <summary>The schedule is healthy, and nobody forced it.</summary>
    HealthySchedule,

    /// <summary>The connector does not exist or can't be used.</summary>
    Other,
}

/// <summary>What the owner's calendar says; an owner without a calendar is available.</summary>
public enum OwnerAvailability
{
    Available,
    Unavailable,
}
