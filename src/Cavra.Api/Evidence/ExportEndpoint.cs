using Cavra.Api.Problems;
using Cavra.Api.Wire;
using Cavra.Application.Access;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Messaging;
using Cavra.Domain.Evidence;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Cavra.Api.Evidence;

/// <summary>
/// Gives evidence away as an archive that is verified elsewhere. It is written as it is read, so it takes no idempotency key: a
/// repeated request is another export, and says so in the evidence.
/// </summary>
internal static class ExportEndpoint
{
    private const string Zip = "application/zip";

    public static IEndpointRouteBuilder MapEvidenceExports(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/evidence/exports", (Delegate)HandleAsync).WithTags("Evidence").WithName("ExportEvidence")
            .WithSummary("Export evidence as an archive that anybody can verify").Accepts<ExportBody>("application/json")
            .WithMetadata(new DisableRequestTimeoutAttribute()).Produces(StatusCodes.Status200OK, contentType: Zip).MayRefuse(404, 409);
        return routes;
    }

    private static async Task HandleAsync(HttpContext http)
    {
        if (await BodyReader.ReadBytesAsync(http, isExpected: true, http.RequestAborted) is not { } bytes)
        {
            return;
        }

        var (parameters, body) = (QueryReader.Read<NoParameters>(http.Request.Query), BodyReader.Parse<ExportBody>(bytes));
        if ((parameters.Refusal ?? body.Refusal) is { } refusal)
        {
            await Problem.WriteAsync(http, refusal);
            return;
        }

        using var slot = http.RequestServices.GetRequiredService<ExportSlots>().Enter(
            http.RequestServices.GetRequiredService<Call>().Workspace);
        if (slot is null)
        {
            await HttpRefusals.ExportsUnderWay.WriteAsync(http);
            return;
        }

        var dispatcher = http.RequestServices.GetRequiredService<IDispatcher>();
        var prepared = await dispatcher.SendAsync(body.Value.ToCommand(), http.RequestAborted);
        if (prepared.Refusal is { } refused)
        {
            await Problem.WriteAsync(http, refused);
            return;
        }

        http.Response.ContentType = Zip;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{prepared.Value.Export.Id}.zip\"";
        // The archive's directory is written without a way to wait for it.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await new ExportArchive(prepared.Value, dispatcher).WriteAsync(http.Response.Body, http.RequestAborted);
    }

    /// <summary>What is exported: one package, delivery or plan, or a span of time.</summary>
    /// <param name="AuditId">Exports what belongs to this audit package; exactly one of audit_id, delivery_id, retry_plan_id, or since and
    /// until is given.</param>
    /// <param name="DeliveryId">Exports what belongs to this audit delivery.</param>
    /// <param name="RetryPlanId">Exports what belongs to this retry plan.</param>
    /// <param name="Since">Exports entries from this instant on, together with until.</param>
    /// <param name="Until">Exports entries before this instant, together with since.</param>
    /// <param name="EarlierCheckpoint">A signed checkpoint got earlier, whole: the archive proves that the log only grew since.</param>
    internal sealed record ExportBody(
        string? AuditId = null, string? DeliveryId = null, string? RetryPlanId = null, DateTimeOffset? Since = null,
        DateTimeOffset? Until = null, string? EarlierCheckpoint = null)
    {
        public ExportEvidence ToCommand() => new(Named(AuditId), Named(DeliveryId), Named(RetryPlanId), Since, Until, EarlierCheckpoint);

        private static Name? Named(string? id) => id is null ? null : new Name(id);
    }
}
