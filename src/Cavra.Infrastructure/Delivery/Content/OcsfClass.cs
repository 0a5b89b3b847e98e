using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Delivery.Content;

/// <summary>A class of OCSF 1.8 that Cavra's events are findings of.</summary>
/// <param name="Uid">Its number; the thousands are those of its category.</param>
/// <param name="Caption">Its name.</param>
internal sealed record OcsfClass(int Uid, string Caption)
{
    public const int Category = 2;
    public const string CategoryCaption = "Findings";

    public static readonly OcsfClass Compliance = new(2003, "Compliance Finding");

    public static readonly OcsfClass Incident = new(2005, "Incident Finding");

    /// <summary>Packages, notifications and tests say how controls stand; trouble that somebody must end is an incident.</summary>
    public static OcsfClass Of(EventKind kind) =>
        kind is EventKind.WorkerHealth or EventKind.RecoveryEscalation ? Incident : Compliance;
}

/// <summary>What happened to a finding. A caption belongs to each number, and in each class the status has numbers of its own.</summary>
/// <param name="Id">The activity's number.</param>
/// <param name="Caption">The activity's name.</param>
/// <param name="StatusId">The number of the status that the finding has then.</param>
/// <param name="Status">That status's name.</param>
internal sealed record OcsfActivity(int Id, string Caption, int StatusId, string Status)
{
    public static readonly OcsfActivity Created = new(1, "Create", 1, "New");

    public static readonly OcsfActivity Updated = new(2, "Update", 2, "In Progress");

    public static readonly OcsfActivity Closed = new(3, "Close", 4, "Resolved");

    /// <summary>Only episodes have more than a beginning.</summary>
    public static OcsfActivity Of(DeliveryTry attempt, EventDigest digest) =>
        digest.IsResolved ? Closed : digest.Episode is not null && attempt.EpisodeReference is not null ? Updated : Created;
}

/// <summary>A number of OCSF and the name that belongs to it.</summary>
/// <param name="Id">The number.</param>
/// <param name="Caption">The name.</param>
internal sealed record OcsfScale(int Id, string Caption)
{
    public static OcsfScale Severity(EventSeverity severity) => severity switch
    {
        EventSeverity.Critical => new(5, "Critical"),
        EventSeverity.Warning => new(3, "Medium"),
        _ => new(1, "Informational"),
    };

    public static OcsfScale Compliance(EventSeverity severity) => severity switch
    {
        EventSeverity.Critical => new(3, "Fail"),
        EventSeverity.Warning => new(2, "Warning"),
        _ => new(1, "Pass"),
    };
}
