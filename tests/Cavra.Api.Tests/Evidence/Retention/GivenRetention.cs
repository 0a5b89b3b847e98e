using Cavra.Api.Tests.Policies;
using Cavra.Application.Evidence.Log;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Evidence.Retention;

/// <summary>What lets evidence go in tests.</summary>
internal static class GivenRetention
{
    /// <summary>Has the workspace's policy keep evidence for so many days.</summary>
    public static async Task KeepEvidenceAsync(this CavraApp app, int? days)
    {
        var policy = GivenPolicies.APolicy();
        policy["evidence_kept_days"] = days;
        (await app.PutPolicyAsync(policy)).Ok();
    }

    /// <summary>The statement that writes a destination whose delivery failed at that moment.</summary>
    public static string AnOpenDestination(Guid workspace, DateTimeOffset createdAt) =>
        $$"""
        INSERT INTO destinations (workspace_id, id, event_id, source, connector, provider, created_at, state, attempt_number,
            failed_attempts, open_since, failed_status_codes, is_outcome_unknown, is_retry_governed)
        VALUES ('{{workspace}}', gen_random_uuid(), gen_random_uuid(), 'go_backend_rollback_drill_notification', 'c', 'webhook',
            '{{createdAt:O}}', 'failed', 1, 1, '{{createdAt:O}}', '{503}', false, true)
        """;

    /// <summary>One turn of the retention loop.</summary>
    public static async Task<TimeSpan?> RetainAsync(this CavraApp app)
    {
        await using var scope = await app.Services.WorkerScopeAsync(app.Database);
        return await scope.ServiceProvider.GetRequiredService<RetentionTurn>().TakeAsync(CancellationToken.None);
    }
}
