using Cavra.Api.Problems;
using Cavra.Api.Wire;
using Cavra.Application.Access;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
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

        var contents = await ContentsAsync(http, body.Value.ToCommand());
        if (contents.Refusal is { } refused)
        {
            await Problem.WriteAsync(http, refused);
            return;
        }

        http.Response.ContentType = Zip;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{contents.Value.Prepared.Export.Id}.zip\"";
        // The archive's directory is written without a way to wait for it.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await new ExportArchive(contents.Value, http.RequestServices.GetRequiredService<IDispatcher>())
            .WriteAsync(http.Response.Body, http.RequestAborted);
    }

    // The entry that records the export is part of it, so the log has to take it in first.
    private static async Task<Result<ExportContents>> ContentsAsync(HttpContext http, ExportEvidence asked)
    {
        var dispatcher = http.RequestServices.GetRequiredService<IDispatcher>();
        var prepared = await dispatcher.SendAsync(asked, http.RequestAborted);
        if (prepared.Refusal is { } refusal)
        {
            return refusal;
        }

        var patience = http.RequestServices.GetRequiredService<ExportPatience>();
        for (var looks = 1; ; looks++)
        {
            var contents = await dispatcher.SendAsync(new ReadExport(prepared.Value), http.RequestAborted);
            if (contents.Refusal?.Code != EvidenceRefusals.NotInLogYet.Code || looks >= patience.Looks)
            {
                return contents;
            }

            await Task.Delay(patience.Pause, http.RequestAborted);
        }
    }

    /// <summary>What is exported: what belongs to one package, delivery or plan, what came about in a time, or what does both.</summary>
    /// <param name="AuditId">Exports what belongs to this audit package; at most one of audit_id, delivery_id and retry_plan_id is
    /// given.</param>
    /// <param name="DeliveryId">Exports what belongs to this audit delivery.</param>
    /// <param name="RetryPlanId">Exports what belongs to this retry plan.</param>
    /// <param name="Since">Exports entries from this instant on.</param>
    /// <param name="Until">Exports entries up to this instant.</param>
    /// <param name="EarlierCheckpoint">A signed checkpoint got earlier, whole: the archive proves that the log only grew since.</param>
    internal sealed record ExportBody(
        string? AuditId = null, string? DeliveryId = null, string? RetryPlanId = null, DateTimeOffset? Since = null,
        DateTimeOffset? Until = null, string? EarlierCheckpoint = null)
    {
        public ExportEvidence ToCommand() => new(Named(AuditId), Named(DeliveryId), Named(RetryPlanId), Since, Until, EarlierCheckpoint);

        private static Name? Named(string? id) => id is null ? null : new Name(id);
    }
}
