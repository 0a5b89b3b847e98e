using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Slack;

/// <summary>The words by which Slack refuses, in the web API and in incoming webhooks.</summary>
internal static class SlackErrors
{
    private static readonly Dictionary<string, FailureClass> Classes = Of(
        (FailureClass.Authentication,
            "invalid_auth not_authed token_expired token_revoked account_inactive missing_scope invalid_token"),
        (FailureClass.Misconfigured,
            "channel_not_found not_in_channel is_archived channel_is_archived restricted_action action_prohibited no_service"),
        (FailureClass.Rejected,
            "msg_too_long msg_blocks_too_long invalid_blocks invalid_payload no_text user_not_found"),
        (FailureClass.Throttled, "ratelimited"),
        (FailureClass.ServerError, "internal_error fatal_error request_timeout service_unavailable rollup_error"));

    /// <summary>The verdict by a word that is known; null for every other text.</summary>
    public static TryOutcome? Read(string? word, ReceiverAnswer answer) =>
        word is not null && Classes.TryGetValue(word, out var failure)
            ? HttpVerdict.Failed(failure, $"Slack refused the message ({word}).", answer)
            : null;

    /// <summary>The verdict on a status that is no success; those that say more than any word go first.</summary>
    public static TryOutcome ByStatus(string? word, ReceiverAnswer answer) =>
        answer.Status is 410 or 429 or >= 500 ? HttpVerdict.Of(answer) : Read(word, answer) ?? HttpVerdict.OfFixedPath(answer);

    private static Dictionary<string, FailureClass> Of(params (FailureClass Class, string Words)[] classes) =>
        classes.SelectMany(one => one.Words.Split(' ').Select(word => (word, one.Class))).ToDictionary();
}
