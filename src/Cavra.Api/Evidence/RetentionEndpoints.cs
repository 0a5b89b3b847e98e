using Cavra.Api.Access;
using Cavra.Api.Wire;
using Cavra.Application.Evidence.Log;

namespace Cavra.Api.Evidence;

/// <summary>What of the evidence goes when: looked at beforehand, and let go.</summary>
internal static class RetentionEndpoints
{
    public static IEndpointRouteBuilder MapRetention(this IEndpointRouteBuilder routes)
    {
        var retention = routes.MapGroup("/evidence/retention").WithTags("Evidence");
        retention.MapQuery<NoParameters, RetentionView>(
            "", "GetRetention", "Show what of the evidence would go when, and what has gone", (_, _) => new GetRetention());
        retention.MapCommand<NoBody, RetentionAnswer>(
            HttpMethod.Post, "", "RetainEvidence", "Let the evidence go that the policy keeps no longer", (_, _) => new RetainEvidence());
        return routes;
    }
}
