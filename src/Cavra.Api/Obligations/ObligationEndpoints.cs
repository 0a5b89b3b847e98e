using Cavra.Api.Wire;
using Cavra.Application.Obligations;

namespace Cavra.Api.Obligations;

/// <summary>What is to be done now, and by whom.</summary>
internal static class ObligationEndpoints
{
    public static IEndpointRouteBuilder MapObligations(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/obligations").WithTags("Obligations").MapQuery<NoParameters, ObligationsView>(
            "", "GetObligations", "What the caller can discharge now, and what awaits others", (_, _) => new GetObligations());
        return routes;
    }
}
