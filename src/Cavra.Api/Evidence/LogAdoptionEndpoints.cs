using Cavra.Api.Access;
using Cavra.Api.Wire;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Api.Evidence;

/// <summary>Letting a log go on after a restore: asked by one person, confirmed by another.</summary>
internal static class LogAdoptionEndpoints
{
    public static IEndpointRouteBuilder MapLogAdoptions(this IEndpointRouteBuilder routes)
    {
        var adoptions = routes.MapGroup("/evidence/adoptions").WithTags("Evidence");
        adoptions.MapCommand<AdoptionBody, LogAdoptionAnswer>(
            HttpMethod.Post, "", "AskLogAdoption", "Ask that a log that stands still after a restore go on from what is stored",
            (body, _) => new AskLogAdoption(FreeText.Raw(body.Reason)));
        adoptions.MapCommand<NoBody, LogAdoptionAnswer>(
            HttpMethod.Post, "/{adoption_id}/confirm", "ConfirmLogAdoption", "Confirm what another person asked: that the log go on",
            (_, http) => new ConfirmLogAdoption(http.PathId<LogAdoptionId>("adoption_id")));
        adoptions.MapQuery<PageFilter, Page<LogAdoptionView>>(
            "", "ListLogAdoptions", "List the adoptions of the workspace's log", (filter, _) => new ListLogAdoptions(filter.Page));
        return routes;
    }

    /// <summary>Why a log is to be adopted.</summary>
    /// <param name="Reason">Free text, 1 to 2,000 characters.</param>
    internal sealed record AdoptionBody(string Reason);
}
