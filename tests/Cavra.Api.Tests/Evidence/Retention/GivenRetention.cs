using System.Net.Http.Json;
using Cavra.Api.Tests.Policies;
using Cavra.Application.Evidence.Log;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Evidence.Log;
using Cavra.Testing;
using Cavra.Verification;
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
        VALUES ('{{workspace}}', gen_random_uuid(), gen_random_uuid(), 'acknowledgement_audit', 'c', 'webhook',
            '{{createdAt:O}}', 'failed', 1, 1, '{{createdAt:O}}', '{503}', false, true)
        """;

    /// <summary>One turn of the retention loop.</summary>
    public static async Task<TimeSpan?> RetainAsync(this CavraApp app)
    {
        await using var scope = await app.Services.WorkerScopeAsync(app.Database);
        return await scope.ServiceProvider.GetRequiredService<RetentionTurn>().TakeAsync(CancellationToken.None);
    }

    /// <summary>What a check of the database finds of the log.</summary>
    public static async Task<VerificationResult> CheckLogAsync(this CavraApp app)
    {
        var check = app.Services.GetRequiredService<LogCheck>();
        var workspace = (await check.WorkspacesAsync(CancellationToken.None)).Single(it => it.Name == app.Workspace);
        return (await check.CheckAsync(workspace, earlier: null, progress: null, CancellationToken.None)).VerificationResult;
    }

    /// <summary>What somebody finds who reads the log over HTTP.</summary>
    public static async Task<VerificationResult> VerifyServedAsync(this CavraApp app)
    {
        using var client = TestClient.At(new Uri(app.Address, "/evidence/"), app.AdminKey);
        return await new LogVerifier(new HttpSource(client), [await app.VerifierKeyAsync()]).VerifyAsync(CancellationToken.None);
    }

    /// <summary>What somebody finds who verifies an export.</summary>
    public static async Task<VerificationResult> VerifyExportAsync(this CavraApp app, object asked)
    {
        using var body = JsonContent.Create(asked);
        using var answer = await app.SequenceUntilAsync(app.Admin.PostAsync(new Uri("/evidence/exports", UriKind.Relative), body));
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync());
            using var zip = ZipSource.Open(file);
            return await new LogVerifier(zip, [await app.VerifierKeyAsync()]).VerifyAsync(CancellationToken.None);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<VerifierKey> VerifierKeyAsync(this CavraApp app) =>
        VerifierKey.TryParse((await app.Admin.GetJsonAsync("/evidence/keys")).Ok().Text("items.0.verifier_key"), out var key)
            ? key
            : throw new InvalidOperationException("No key.");
}
