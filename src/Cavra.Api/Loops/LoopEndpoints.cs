using System.ComponentModel.DataAnnotations;
using Cavra.Api.Wire;
using Cavra.Application.Loops;
using Cavra.Application.Wire;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;

namespace Cavra.Api.Loops;

/// <summary>Failed audit deliveries and how far each is from being closed.</summary>
internal static class LoopEndpoints
{
    public static IEndpointRouteBuilder MapLoops(this IEndpointRouteBuilder routes)
    {
        var loops = routes.MapGroup(ContractPaths.AuditDelivery + "/loops").WithTags("Loops");
        loops.MapQuery<LoopsFilter, Page<LoopView>>(
            "", "ListLoops", "List loops: the open ones oldest first, then the ended ones newest first", (filter, _) => filter.ToQuery());
        loops.MapQuery<NoParameters, LoopGatesView>(
            "/gates", "GetLoopGates", "Count the open loops at each gate, and say whom they await", (_, _) => new GetLoopGates());
        loops.MapQuery<NoParameters, LoopView>(
            "/{destination_id}", "GetLoop", "Show a loop and its gates",
            (_, http) => new GetLoop(http.PathId<DestinationId>("destination_id")));
        return routes;
    }

    internal sealed record LoopsFilter(
        string? Gate = null, bool? Open = null, string? Provider = null,
        [Range(0, ListLoops.MaxOlderThanMinutes)] int? OlderThanMinutes = null, bool? ApprovalAsked = null,
        [Range(1, PageRequest.MaxLimit)] int Limit = PageRequest.DefaultLimit,
        [Range(0, PageRequest.MaxOffset)] int Offset = 0,
        string? Cursor = null)
    {
        public ListLoops ToQuery() => new(Gate, Open, Provider, OlderThanMinutes, new PageRequest(Limit, Offset, Cursor))
        {
            ApprovalAsked = ApprovalAsked,
        };
    }
}
