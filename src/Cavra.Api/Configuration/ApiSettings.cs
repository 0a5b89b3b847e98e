using Cavra.Api.RateLimits;
using Cavra.Application.Drills;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Access.Identity;
using Cavra.Infrastructure.Configuration;
using Cavra.Infrastructure.Delivery;

namespace Cavra.Api.Configuration;

/// <summary>The settings of the host. Read once at start, all of them before anything is served.</summary>
/// <param name="Roles">What this process does.</param>
/// <param name="Rates">How often anyone may call.</param>
/// <param name="Network">Who is listened to, and how.</param>
/// <param name="Drills">What is configured about drills.</param>
/// <param name="Sessions">How long the console's sessions last.</param>
internal sealed record ApiSettings(
    ProcessRoles Roles, RateSettings Rates, NetworkSettings Network, DrillOptions Drills, SessionTerms Sessions)
{
    /// <param name="configuration">Where the settings are.</param>
    /// <param name="connectorFailure">Why the connector file can't be read; null when it can.</param>
    /// <param name="variables">The environment variables that the connector file, the identity file and the files of witnesses and time-stamps name.</param>
    /// <param name="fileProblems">What is wrong with the settings of sign-in, of witnesses and of time-stamps.</param>
    public static ApiSettings Read(
        IConfiguration configuration, string? connectorFailure = null, IReadOnlyCollection<string>? variables = null,
        IEnumerable<BadSetting>? fileProblems = null)
    {
        var reader = new SettingsReader(configuration);
        if (connectorFailure is not null)
        {
            reader.Reject(DeliveryServices.ConnectorFileSetting, $"names a file that can't be taken: {connectorFailure.TrimEnd('.')}");
        }
        else
        {
            // What a file that can't be read would have named is not known.
            reader.RejectUnknown(variables ?? []);
        }

        foreach (var bad in fileProblems ?? [])
        {
            reader.Reject(bad.Setting, bad.Rule);
        }

        var settings = new ApiSettings(
            ProcessRoles.Read(reader), RateSettings.Read(reader), NetworkSettings.Read(reader), DrillsFrom(reader),
            SessionsFrom(reader));
        reader.ThrowIfInvalid();
        return settings;
    }

    private static DrillOptions DrillsFrom(SettingsReader reader) => new(reader.Number(
        "CAVRA_GO_ROLLBACK_DRILL_DUE_SOON_DAYS", DrillOptions.DefaultDueSoonDays, 0, DrillOptions.MaxDueSoonDays));

    private static SessionTerms SessionsFrom(SettingsReader reader) => new(
        TimeSpan.FromMinutes(reader.Number("CAVRA_SESSION_IDLE_MINUTES", 60, 5, 1_440)),
        TimeSpan.FromHours(reader.Number("CAVRA_SESSION_HOURS", 12, 1, 168)));
}

/// <summary>What this process does for the instance.</summary>
/// <param name="Api">Whether it serves the API; a process that does not answers for its health and figures only.</param>
/// <param name="Worker">Whether it runs the worker's loops.</param>
internal sealed record ProcessRoles(bool Api, bool Worker)
{
    private const string Setting = "CAVRA_ROLES";
    private const string ApiRole = "api";
    private const string WorkerRole = "worker";

    public static ProcessRoles Read(SettingsReader reader)
    {
        var names = reader.List(Setting) ?? [ApiRole, WorkerRole];
        if (names.Count == 0 || names.Any(name => name is not (ApiRole or WorkerRole)))
        {
            reader.Reject(Setting, "must be api, worker, or both with a comma between them");
        }

        return new ProcessRoles(names.Contains(ApiRole), names.Contains(WorkerRole));
    }
}
