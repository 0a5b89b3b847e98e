using Cavra.Api.Access;
using Cavra.Api.Wire;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Api.Evidence;

/// <summary>Erasing the text of an evidence entry: asked by one person, confirmed by another.</summary>
internal static class EvidenceErasureEndpoints
{
    public static IEndpointRouteBuilder MapEvidenceErasures(this IEndpointRouteBuilder routes)
    {
        var erasures = routes.MapGroup("/evidence/erasures").WithTags("Evidence");
        erasures.MapCommand<ErasureBody, EvidenceErasureAnswer>(
            HttpMethod.Post, "", "AskEvidenceErasure", "Ask that the text of one evidence entry be erased from the log",
            (body, _) => new AskEvidenceErasure(Entry(body.EvidenceId), FreeText.Raw(body.Reason)))
            .MayRefuse(404);
        erasures.MapCommand<NoBody, EvidenceErasureAnswer>(
            HttpMethod.Post, "/{erasure_id}/confirm", "ConfirmEvidenceErasure",
            "Confirm what another person asked: that the text of one evidence entry be erased. It can't be undone",
            (_, http) => new ConfirmEvidenceErasure(http.PathId<EvidenceErasureId>("erasure_id")));
        erasures.MapQuery<PageFilter, Page<EvidenceErasureView>>(
            "", "ListEvidenceErasures", "List the erasures of evidence entries", (filter, _) => new ListEvidenceErasures(filter.Page));
        return routes;
    }

    // Ids are opaque: a text that is none names an entry that there is not.
    private static EvidenceId Entry(string text) => Ids.TryParse<EvidenceId>(text, out var id) ? id : EvidenceId.From(Guid.Empty);

    /// <summary>Which entry's text is to be erased, and why.</summary>
    /// <param name="EvidenceId">The evidence entry's id.</param>
    /// <param name="Reason">Free text, 1 to 2,000 characters. It is shown and kept: what is to be erased must not be in it.</param>
    internal sealed record ErasureBody(string EvidenceId, string Reason);
}
