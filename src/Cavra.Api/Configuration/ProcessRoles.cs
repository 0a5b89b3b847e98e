using Cavra.Infrastructure.Configuration;

namespace Cavra.Api.Configuration;

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
