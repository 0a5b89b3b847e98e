using Cavra.Domain.RetryPlans;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.RetryPlans;

/// <summary>
/// The version of a retry plan. The plan itself never changes; what is new is that somebody answered it, and answers are only
/// ever added. So the version is how many there are, and giving one touches no row that others wait for.
/// </summary>
internal static class RetryPlanVersion
{
    /// <summary>Path of the plans.</summary>
    public const string Plans = "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery/retry-plans";

    public static string Of(RetryPlanId plan, int answers) => $"\"{plan}.{answers}\"";

    public static async Task<string> VersionAsync(
        this DbSet<RetryAcknowledgement> acknowledgements, RetryPlanId plan, CancellationToken cancellationToken) =>
        Of(plan, await acknowledgements.CountAsync(acknowledgement => acknowledgement.RetryPlanId == plan, cancellationToken));
}
