using Cavra.Infrastructure.Delivery.Providers.Alertmanager;
using Cavra.Infrastructure.Delivery.Providers.Datadog;
using Cavra.Infrastructure.Delivery.Providers.Elastic;
using Cavra.Infrastructure.Delivery.Providers.Email;
using Cavra.Infrastructure.Delivery.Providers.Jira;
using Cavra.Infrastructure.Delivery.Providers.PagerDuty;
using Cavra.Infrastructure.Delivery.Providers.Sentinel;
using Cavra.Infrastructure.Delivery.Providers.ServiceNow;
using Cavra.Infrastructure.Delivery.Providers.Slack;
using Cavra.Infrastructure.Delivery.Providers.Splunk;
using Cavra.Infrastructure.Delivery.Providers.Syslog;
using Cavra.Infrastructure.Delivery.Providers.Teams;
using Cavra.Infrastructure.Delivery.Providers.Webhook;

namespace Cavra.Infrastructure.Delivery.Providers;

/// <summary>Every provider that Cavra speaks.</summary>
internal static class BuiltIn
{
    public static IReadOnlyList<IProvider> Providers { get; } =
    [
        new AlertmanagerProvider(),
        new DatadogProvider(),
        new ElasticProvider(),
        new EmailProvider(),
        new JiraProvider(),
        new PagerDutyProvider(),
        new SentinelProvider(),
        new ServiceNowProvider(),
        new SlackProvider(),
        new SplunkProvider(),
        new SyslogProvider(),
        new TeamsProvider(),
        new WebhookProvider(),
    ];
}
