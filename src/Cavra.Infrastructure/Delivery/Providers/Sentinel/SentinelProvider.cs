using System.Security.Cryptography;
using System.Text;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Sentinel;

/// <summary>
/// Uploads a row to Microsoft Sentinel by Azure's Logs Ingestion API. It is accepted and never confirmed; a query drops duplicates
/// by the column <c>EventId</c>.
/// </summary>
internal sealed class SentinelProvider : Provider<SentinelSettings, HttpExchange>
{
    /// <summary>
    /// What Azure keeps of one column, in bytes, its last one included. It takes more and cuts it without a word; half a package
    /// would be no evidence.
    /// </summary>
    public const int MaxData = 64 * 1024;

    public override string Name => "sentinel";

    protected override SentinelSettings? Read(ConnectorMembers members) => SentinelSettings.Read(members);

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, SentinelSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(attempt.Event.Data) > MaxData)
        {
            return TryOutcome.Failed(
                FailureClass.Rejected, "The event is larger than the 64 KB that Azure keeps of a column; nothing was sent.");
        }

        var body = SentinelRow.Of(attempt, exchange.Clock.GetUtcNow());

        // By this Microsoft's support finds the call.
        var requestId = new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
        var call = HttpCall.Post(settings.UploadUrl, body).With("x-ms-client-request-id", requestId);
        var outcome = Verdict(await exchange.SendAsync(call, cancellationToken));
        return outcome with { Reference = requestId };
    }

    private static TryOutcome Verdict(ReceiverAnswer answer) => answer.Status switch
    {
        204 => HttpVerdict.Taken(answer, DeliveryOutcome.Accepted),
        >= 200 and < 300 => HttpVerdict.Lied(answer, "The answer is not one of the Logs Ingestion API, which is 204."),
        403 => HttpVerdict.Failed(
            FailureClass.Authentication, "The client has no role Monitoring Metrics Publisher on the rule, or has it only just.", answer),
        _ => HttpVerdict.OfFixedPath(answer),
    };
}
