using System.Globalization;
using System.Text.Json;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Jira;

/// <summary>Reads what Jira answers.</summary>
internal static class JiraVerdict
{
    /// <summary>Whether Jira looked at the request as at a stranger's: a dead token finds nothing, with 200.</summary>
    public static bool IsAnonymous(ReceiverAnswer answer) => answer.Has("X-Seraph-LoginReason", "AUTHENTICATED_FAILED");

    /// <summary>The verdict on anything that was not a success.</summary>
    public static TryOutcome Failure(ReceiverAnswer answer, DateTimeOffset now)
    {
        var outcome = IsAnonymous(answer)
            ? HttpVerdict.Failed(FailureClass.Authentication, "Jira does not know the connector's token.", answer)
            : answer.Status == 400 && NamesConfiguration(answer.Json())
                ? HttpVerdict.Failed(
                    FailureClass.Misconfigured, "Jira does not take issues like this in the project: look at its type and required fields.", answer)
                : answer.Status is >= 200 and < 300
                    ? HttpVerdict.Lied(answer, $"The answer ({answer.Status}) is not what Jira documents.")
                    : HttpVerdict.OfFixedPath(answer);
        return answer.RetryAfter is null && ResetAt(answer) is { } reset
            ? outcome with { Reply = outcome.Reply! with { RetryAfter = reset > now ? reset - now : TimeSpan.Zero } }
            : outcome;
    }

    // A field that is missing or unknown is one of the project's form, not of the event.
    private static bool NamesConfiguration(JsonElement? document) =>
        document.At("errors") is { ValueKind: JsonValueKind.Object } errors
        && errors.EnumerateObject().Any(error => error.Name is "project" or "issuetype" || error.Name.StartsWith("customfield_", StringComparison.Ordinal));

    private static DateTimeOffset? ResetAt(ReceiverAnswer answer) =>
        answer.Status == 429 && answer.Header("X-RateLimit-Reset") is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;
}
