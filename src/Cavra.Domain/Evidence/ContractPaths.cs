namespace Cavra.Domain.Evidence;

/// <summary>The paths that the wire contract abbreviates; documents point to each other by them.</summary>
public static class ContractPaths
{
    /// <summary><c>R</c>.</summary>
    public const string Runtime = "/runtime/go-pilot";

    /// <summary><c>N</c>.</summary>
    public const string Notifications = Runtime + "/rollback-drill-notifications";

    /// <summary><c>A</c>.</summary>
    public const string AuditDelivery = Notifications + "/acknowledgements/audit-delivery";
}
