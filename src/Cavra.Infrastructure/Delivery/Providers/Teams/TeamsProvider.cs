using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Teams;

/// <summary>
/// Posts an Adaptive Card to a Teams workflow. The workflow runs later and tells nobody how it went, so taken is all there is; the
/// event's id is the card's last line.
/// </summary>
internal sealed class TeamsProvider : Provider<TeamsSettings, HttpExchange>
{
    public override string Name => "teams";

    protected override TeamsSettings? Read(ConnectorMembers members) => TeamsSettings.Read(members);

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, TeamsSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var call = HttpCall.Post(settings.Http.Endpoint, TeamsCard.Of(attempt));
        return TeamsVerdict.Of(await exchange.SendAsync(call, cancellationToken));
    }
}
