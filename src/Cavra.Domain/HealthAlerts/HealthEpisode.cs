using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Domain.HealthAlerts;

/// <summary>One stretch of trouble, from the first unhealthy look at worker health to the next healthy one.</summary>
public sealed class HealthEpisode : IEvidenced
{
    private HealthEpisode()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required HealthEpisodeId Id { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>The health that was last routed to everybody it concerns; null while none was.</summary>
    public HealthId? HealthId { get; private set; }

    /// <summary>The connectors that took an alert of it, each once: whoever is told that it is over.</summary>
    public IReadOnlyList<string> AlertedConnectors { get; private set; } = [];

    public DateTimeOffset? EndedAt { get; private set; }

    public EvidenceFacts Evidence => new(
        WireNames.HealthEpisodeKind, "worker-health episode", Ids.Format(Id), new Dictionary<string, object?>
        {
            ["health_id"] = HealthId?.ToString(),
            ["dedup"] = Ids.Format(Id),
            ["providers"] = AlertedConnectors,
            ["started_at"] = BeganAt,
            ["completed_at"] = EndedAt,
        });

    /// <param name="workspace">Whose trouble it is.</param>
    /// <param name="health">The health that is routed to everybody it concerns; null when nobody but some are told.</param>
    /// <param name="now">The moment of the first unhealthy look.</param>
    public static HealthEpisode Begin(WorkspaceId workspace, HealthId? health, DateTimeOffset now) => new()
    {
        WorkspaceId = workspace,
        Id = Ids.New<HealthEpisodeId>(now),
        BeganAt = now,
        HealthId = health,
    };

    /// <summary>The trouble has changed and is routed anew, whoever takes it.</summary>
    public void Route(HealthId health)
    {
        ThrowIfEnded();
        HealthId = health;
    }

    /// <summary>A connector took an alert of this episode.</summary>
    public void Alerted(string connector)
    {
        ThrowIfEnded();
        if (!AlertedConnectors.Contains(connector))
        {
            AlertedConnectors = [.. AlertedConnectors, connector];
        }
    }

    /// <summary>Health is back.</summary>
    /// <returns>Whom to tell; nobody the second time.</returns>
    public IReadOnlyList<string> End(DateTimeOffset now)
    {
        if (EndedAt is not null)
        {
            return [];
        }

        EndedAt = now;
        return AlertedConnectors;
    }

    private void ThrowIfEnded()
    {
        if (EndedAt is not null)
        {
            throw new InvalidOperationException("The episode has ended.");
        }
    }
}

/// <summary>Names one stretch of trouble; every alert of it carries this as its dedup key.</summary>
public readonly record struct HealthEpisodeId(Guid Value) : IId<HealthEpisodeId>
{
    public static string Prefix => "gordackhealthepisode";

    public static HealthEpisodeId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
