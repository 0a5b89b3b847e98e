using Cavra.Domain.Abstractions;

namespace Cavra.Domain.HealthAlerts;

/// <summary>Names one stretch of trouble; every alert of it carries this as its dedup key.</summary>
public readonly record struct HealthEpisodeId(Guid Value) : IId<HealthEpisodeId>
{
    public static string Prefix => "gordackhealthepisode";

    public static HealthEpisodeId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
