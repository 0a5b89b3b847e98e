using System.ComponentModel.DataAnnotations;
using Cavra.Api.Wire;
using Cavra.Application.Evidence.Log;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Api.Evidence;

/// <summary>The evidence log as C2SP <c>tlog-tiles</c> lays it out, and the receipts of its entries.</summary>
internal static class EvidenceLogEndpoints
{
    private const string Bytes = "application/octet-stream";

    private const string Text = "text/plain";

    public static IEndpointRouteBuilder MapEvidenceLog(this IEndpointRouteBuilder routes)
    {
        var evidence = routes.MapGroup("/evidence").WithTags("Evidence");
        evidence.MapFile(
            "/entries/{evidence_id}/receipt", "GetReceipt", "Get the receipt of an evidence entry", Text,
            http => new GetReceipt(http.PathId<EvidenceId>("evidence_id")));
        evidence.MapFile("/checkpoint", "GetCheckpoint", "Get the log's newest signed checkpoint", Text, _ => new GetCheckpoint());
        evidence.MapQuery<NoParameters, LogTimestampView>(
            "/timestamp", "GetTimestamp", "Get the newest time-stamp of the log", (_, _) => new GetTimestamp()).MayRefuse(StatusCodes.Status404NotFound);
        evidence.MapFile(
            "/tile/{level}/{**index}", "GetLogTile", "Get a tile of the log's hashes", Bytes,
            http => new GetLogTile(LogTile.TryParse($"tile/{http.Request.RouteValues["level"]}/{Index(http)}", out var tile) ? tile : null));
        evidence.MapFile(
            "/tile/entries/{**index}", "GetEntryTile", "Get a bundle of the log's entries", Bytes,
            http => new GetEntryTile(EntryTile.TryParse($"tile/entries/{Index(http)}", out var tile) ? tile : null));
        evidence.MapQuery<NoParameters, LogKeyList>("/keys", "ListLogKeys", "List the keys that the log is signed with", (_, _) => new ListLogKeys());
        evidence.MapCommand<RotateBody, RotatedLogKeyAnswer>(
            HttpMethod.Post, "/keys", "RotateLogKey", "Sign the installation's logs with a new key",
            (body, _) => new RotateLogKey(body.OverlapDays));
        return routes;
    }

    /// <summary>Terms of changing the key that the log is signed with.</summary>
    /// <param name="OverlapDays">Days for which the key before still signs beside the new one.</param>
    internal sealed record RotateBody([Range(0, LogKey.LongestOverlapDays)] int OverlapDays = RotateLogKey.DefaultOverlapDays);

    private static object? Index(HttpContext http) => http.Request.RouteValues["index"];
}
