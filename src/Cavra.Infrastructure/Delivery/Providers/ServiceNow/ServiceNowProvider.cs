using System.Text.Json;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Content;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.ServiceNow;

/// <summary>
/// Makes a record of an event by the table API; of an episode one record, with a work note for each later event and the resolved
/// state at its end. A record is looked up by its correlation before it is made, and read back by it afterwards.
/// </summary>
internal sealed class ServiceNowProvider : Provider<ServiceNowSettings, HttpExchange>
{
    public override string Name => "servicenow";

    protected override ServiceNowSettings? Read(ConnectorMembers members) => ServiceNowSettings.Read(members);

    protected override async Task<TryOutcome> TryAsync(
        DeliveryTry attempt, ServiceNowSettings settings, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var digest = EventDigest.Of(attempt.Event);
        var correlation = ServiceNowRecord.CorrelationOf(digest, attempt.Event);
        var table = new ServiceNowTable(settings, exchange);
        var looked = await table.LookUpAsync(correlation, cancellationToken);
        if (ServiceNowVerdict.ResultOf(looked) is not { ValueKind: JsonValueKind.Array } found)
        {
            return ServiceNowVerdict.Failure(looked, table.Now);
        }

        return (ServiceNowTable.IdIn(found, correlation), digest) switch
        {
            (null, { Episode: not null, IsResolved: true }) => HttpVerdict.Taken(looked, DeliveryOutcome.Accepted),
            (null, _) => await CreateAsync(attempt, digest, settings, table, cancellationToken),
            ({ } id, { Episode: not null }) => Updated(
                await table.UpdateAsync(id, Change(digest, attempt, settings), cancellationToken), table.Now, correlation),
            _ => HttpVerdict.Taken(looked, DeliveryOutcome.Confirmed, correlation),
        };
    }

    protected override async Task<bool> HasItAsync(
        DeliveryTry attempt, ServiceNowSettings settings, string reference, HttpExchange exchange, CancellationToken cancellationToken) =>
        ServiceNowVerdict.ResultOf(await new ServiceNowTable(settings, exchange).LookUpAsync(reference, cancellationToken)) is { } found
        && ServiceNowTable.IdIn(found, reference) is not null;

    private static byte[] Change(EventDigest digest, DeliveryTry attempt, ServiceNowSettings settings) => digest.IsResolved
        ? ServiceNowRecord.Resolution(digest, attempt.Event, settings)
        : ServiceNowRecord.Note(digest, attempt.Event);

    private static TryOutcome Updated(ReceiverAnswer answer, DateTimeOffset now, string correlation) =>
        ServiceNowVerdict.ResultOf(answer).TextAt("sys_id") is { Length: > 0 }
            ? HttpVerdict.Taken(answer, DeliveryOutcome.Confirmed, correlation)
            : ServiceNowVerdict.Failure(answer, now);

    // What the instance does not know of a record it drops without a word: without the correlation nobody would find it again.
    private static async Task<TryOutcome> CreateAsync(
        DeliveryTry attempt, EventDigest digest, ServiceNowSettings settings, ServiceNowTable table, CancellationToken cancellationToken)
    {
        var correlation = ServiceNowRecord.CorrelationOf(digest, attempt.Event);
        var answer = await table.CreateAsync(ServiceNowRecord.New(digest, attempt.Event, settings), cancellationToken);
        if (answer.Status != 201 || ServiceNowVerdict.ResultOf(answer).TextAt("sys_id") is not { Length: > 0 })
        {
            return ServiceNowVerdict.Failure(answer, table.Now);
        }

        return ServiceNowVerdict.ResultOf(answer).TextAt("correlation_id") != correlation
            ? HttpVerdict.Failed(FailureClass.Misconfigured, "The table keeps no correlation_id: its records can't be found again.", answer)
            : HttpVerdict.Taken(
                answer, settings.ConfirmTime > TimeSpan.Zero ? DeliveryOutcome.Unconfirmed : DeliveryOutcome.Accepted, correlation);
    }
}

/// <summary>One table of a ServiceNow instance.</summary>
internal sealed class ServiceNowTable(ServiceNowSettings settings, HttpExchange exchange)
{
    private const string Fields = "sysparm_fields=sys_id,number,correlation_id,state";

    public DateTimeOffset Now => exchange.Clock.GetUtcNow();

    public Task<ReceiverAnswer> LookUpAsync(string correlation, CancellationToken cancellationToken) => SendAsync(HttpCall.Get(
        Url($"?sysparm_query=correlation_id={Uri.EscapeDataString(correlation)}&{Fields}&sysparm_limit=2")), cancellationToken);

    public Task<ReceiverAnswer> CreateAsync(byte[] record, CancellationToken cancellationToken) =>
        SendAsync(HttpCall.Post(Url($"?{Fields}"), record), cancellationToken);

    public Task<ReceiverAnswer> UpdateAsync(string id, byte[] change, CancellationToken cancellationToken) => SendAsync(
        HttpCall.Post(Url($"/{Uri.EscapeDataString(id)}?{Fields}"), change) with { Method = HttpMethod.Patch }, cancellationToken);

    /// <summary>
    /// Id of the record that has exactly that correlation: an instance that does not understand a query answers with every record.
    /// </summary>
    public static string? IdIn(JsonElement? records, string correlation) => records.Items()
        .Where(record => record.TextAt("correlation_id") == correlation).Select(record => record.TextAt("sys_id")).FirstOrDefault();

    private Task<ReceiverAnswer> SendAsync(HttpCall call, CancellationToken cancellationToken) =>
        exchange.SendAsync(call.With("Accept", "application/json"), cancellationToken);

    private Uri Url(string rest) => settings.Http.Under($"api/now/table/{settings.Table}{rest}");
}
