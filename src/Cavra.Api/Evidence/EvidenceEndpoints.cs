using Cavra.Api.Wire;
using Cavra.Application.Evidence;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;

namespace Cavra.Api.Evidence;

/// <summary>The evidence itself, entry by entry.</summary>
internal static class EvidenceEndpoints
{
    public static IEndpointRouteBuilder MapEvidence(this IEndpointRouteBuilder routes)
    {
        var evidence = routes.MapGroup("/evidence/entries").WithTags("Evidence");
        evidence.MapQuery<EntryFilter, Page<EvidenceView>>(
            "", "ListEvidence", "List evidence entries", (filter, _) => new ListEvidence(filter.Evidence, filter.Page));
        evidence.MapQuery<NoParameters, EvidenceView>(
            "/{evidence_id}", "GetEvidence", "Show an evidence entry",
            (_, http) => new GetEvidence(http.PathId<EvidenceId>("evidence_id")));
        return routes;
    }
}
