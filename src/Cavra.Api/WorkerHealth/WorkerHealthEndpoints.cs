using System.ComponentModel.DataAnnotations;
using Cavra.Api.Wire;
using Cavra.Application.WorkerHealth;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Api.WorkerHealth;

/// <summary>What is wrong now with the retry worker and what it works on.</summary>
internal static class WorkerHealthEndpoints
{
    public static IEndpointRouteBuilder MapWorkerHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup(ContractPaths.AuditDelivery).WithTags("Worker health").MapQuery<HealthFilter, WorkerHealthView>(
            "/worker-health", "GetWorkerHealth", "What is wrong now, and what to do about it",
            (filter, _) => new GetWorkerHealth(new HealthTerms(filter.ExpectedIntervalMinutes, filter.StaleMetadataMinutes)));
        return routes;
    }

    internal sealed record HealthFilter(
        [Range(HealthTerms.Min, HealthTerms.Max)] int? ExpectedIntervalMinutes = null,
        [Range(HealthTerms.Min, HealthTerms.Max)] int? StaleMetadataMinutes = null);
}
