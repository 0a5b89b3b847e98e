using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Webhook addresses whose path is the secret, and long generated steps in any URL's path.</summary>
internal sealed class WebhookUrls : IRedactionRule
{
    private const int LongestPlainStep = 16;

    private const int ShortestSecretPath = 12;

    private static readonly SearchValues<char> StepEnds = SearchValues.Create("/?#&;=:,");

    private static readonly string[] SecretPathHosts =
    [
        "hooks.slack.com", "hooks.slack-gov.com", "webhook.office.com", "outlook.office.com", "outlook.office365.com",
        "logic.azure.com", "powerplatform.com", "hooks.zapier.com", "webhook.site", "hc-ping.com",
        "api.telegram.org", "events.pagerduty.com", "pipedream.net",
        "discord.com", "discordapp.com", "chat.googleapis.com", "maker.ifttt.com", ".make.com", "hooks.chime.aws",
        "hook.integromat.com", "hooks.airtable.com", ".n8n.cloud", "betterstack.com", "betteruptime.com", "cronitor.link",
        "open.feishu.cn", "oapi.dingtalk.com",
    ];

    private static readonly Occurrences SecretPathWords = new("/hooks/", "/webhook", "/hook/", "/integrations/");

    private static readonly Occurrences PastedHosts = new([.. SecretPathHosts.Select(host => host + "/")]);

    public void Find(string text, SecretSpans findings)
    {
        var at = text.IndexOf("://", StringComparison.Ordinal);
        while (at >= 0)
        {
            var end = Characters.NextOf(text, at + 3, Characters.Stops);
            Path(text, at + 3, end, findings);
            at = text.IndexOf("://", end, StringComparison.Ordinal);
        }

        Schemeless(text, findings);
    }

    private static void Path(string text, int start, int end, SecretSpans findings)
    {
        var slash = text.AsSpan(start, end - start).IndexOf('/');
        if (slash < 0)
        {
            return;
        }

        var path = start + slash + 1;
        if (IsWebhook(text.AsSpan(start, slash), text.AsSpan(path - 1, end - path + 1)))
        {
            Whole(text, path, end, findings);
            return;
        }

        for (var step = path; step < end;)
        {
            var next = text.AsSpan(step, end - step).IndexOfAny(StepEnds);
            next = next < 0 ? end : step + next;
            if (IsGenerated(text.AsSpan(step, next - step)))
            {
                findings.Add(step, next, "url_token");
            }

            step = next + 1;
        }
    }

    // The same address pasted without its scheme.
    private static void Schemeless(string text, SecretSpans findings)
    {
        for (var at = PastedHosts.Next(text, 0); at >= 0;)
        {
            var path = at + PastedHosts.WordAt(text, at).Length;
            var end = Characters.NextOf(text, path, Characters.Stops);
            if (end - path > ShortestSecretPath && Generated(text.AsSpan(path, end - path)))
            {
                Whole(text, path, end, findings);
            }

            at = PastedHosts.Next(text, end);
        }
    }

    private static void Whole(string text, int path, int end, SecretSpans findings)
    {
        if (!Mask.Is(text.AsSpan(path, end - path)))
        {
            findings.Add(path, end, "webhook_url");
        }
    }

    private static bool IsWebhook(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        var bare = host[(host.LastIndexOf('@') + 1)..];
        bare = bare.IndexOf(':') is >= 0 and var colon ? bare[..colon] : bare;
        foreach (var known in SecretPathHosts)
        {
            if (bare.EndsWith(known, StringComparison.OrdinalIgnoreCase) && path.Length > ShortestSecretPath && Generated(path))
            {
                return true;
            }
        }

        var word = SecretPathWords.NextIn(path);
        return word >= 0 && Generated(path[word..]);
    }

    private static bool Generated(ReadOnlySpan<char> path) =>
        (path.ContainsAnyInRange('0', '9') && HasMixedStep(path)) || Opaque.Holds(path);

    private static bool HasMixedStep(ReadOnlySpan<char> path)
    {
        foreach (var step in path.Split('/'))
        {
            if (path[step] is { Length: >= 8 } text
                && Shape.Of(text) is { Digits: > 0, Letters: > 0 } shape && shape.ChangesEvery(4.5))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsGenerated(ReadOnlySpan<char> step) =>
        step.Length >= LongestPlainStep && !step.ContainsAnyExcept(Characters.Token) && HighEntropy.IsMixed(step);
}
