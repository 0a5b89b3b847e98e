using Cavra.Application.Ports;
using Cavra.Domain.Connectors;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.RetryPlans;

/// <summary>Reads whether something could be sent through connectors, from their configuration and from what is known of them.</summary>
internal static class ConnectorConditions
{
    /// <summary>The condition of each of the connectors, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, ConnectorCondition>> ConditionsAsync(
        this ICavraDbContext db, IConnectorCatalog catalog, IEnumerable<string> connectors, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var names = connectors.Distinct().ToList();
        var states = await db.ConnectorStates.AsNoTracking().Where(state => names.Contains(state.Name))
            .ToDictionaryAsync(state => state.Name, cancellationToken);
        return names.ToDictionary(
            name => name, name => ConnectorCondition.Of(catalog.Find(name), states.GetValueOrDefault(name), now));
    }
}
