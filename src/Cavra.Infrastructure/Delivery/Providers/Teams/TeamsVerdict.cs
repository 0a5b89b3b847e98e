using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Teams;

/// <summary>Reads what a workflow answers, and the old connectors that said 200 to everything.</summary>
internal static partial class TeamsVerdict
{
    public static TryOutcome Of(ReceiverAnswer answer) => answer.Status switch
    {
        200 or 202 => Taken(answer),
        >= 200 and < 300 => HttpVerdict.Lied(answer, "The answer is not one by which a workflow says that it began."),
        400 when Code(answer) is "WorkflowTriggerIsNotEnabled" or "MissingApiVersionParameter" => HttpVerdict.Failed(
            FailureClass.Misconfigured, "The workflow is switched off or gone, or its URL is not whole.", answer),
        _ => HttpVerdict.OfFixedPath(answer),
    };

    // The body is whatever the workflow's owner wrote, or nothing; an error in it is known by what errors look like.
    private static TryOutcome Taken(ReceiverAnswer answer)
    {
        var text = answer.Text();
        if (HttpError().Match(text) is { Success: true } error)
        {
            var status = int.Parse(error.Groups[1].Value, CultureInfo.InvariantCulture);
            return HttpVerdict.Failed(ClassOf(status), $"Teams did not take the message that the connector took (HTTP {status}).", answer);
        }

        var looksLikeJson = text.StartsWith('{') || text.StartsWith('[');
        var isBroken = answer.IsCut || text.StartsWith('<') || (looksLikeJson && answer.Json() is null);
        return isBroken || answer.Json().At("error") is { ValueKind: not JsonValueKind.Null }
            ? HttpVerdict.Lied(answer, "The answer is not one by which a workflow says that it began.")
            : HttpVerdict.Taken(answer, DeliveryOutcome.Accepted);
    }

    private static FailureClass ClassOf(int status) => status switch
    {
        429 => FailureClass.Throttled,
        401 or 403 => FailureClass.Authentication,
        404 => FailureClass.Misconfigured,
        >= 500 => FailureClass.ServerError,
        _ => FailureClass.Rejected,
    };

    private static string? Code(ReceiverAnswer answer) => answer.Json().At("error").TextAt("code");

    [GeneratedRegex("HTTP error ([1-5][0-9][0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex HttpError();
}
