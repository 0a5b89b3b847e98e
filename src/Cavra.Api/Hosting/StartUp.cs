using Cavra.Api.Configuration;
using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Drills;

namespace Cavra.Api.Hosting;

/// <summary>What is done once, on a database of this version, before the first request.</summary>
public static class StartUp
{
    /// <summary>Makes sure that somebody can administer the instance, and takes in the configured files.</summary>
    /// <returns>The path of the administrator's key file if it was written now; else null.</returns>
    public static async Task<string?> PrepareAsync(this WebApplication app, string dataDirectory, CancellationToken cancellationToken)
    {
        // A worker's machine is no place for the administrator's key; its files are those of the API.
        if (!app.Services.GetRequiredService<ApiSettings>().Roles.Api)
        {
            return null;
        }

        var keyFile = await app.Services.GetRequiredService<Bootstrap>().PrepareAsync(dataDirectory, cancellationToken);
        await app.Services.GetRequiredService<StartupImport>().RunAsync(cancellationToken);
        return keyFile;
    }

    /// <summary>Makes a link for the administrator of a workspace.</summary>
    /// <returns>Its secret part.</returns>
    public static async Task<string> SignInAdministratorAsync(this WebApplication app, string workspace, CancellationToken cancellationToken)
    {
        await using var scope = await app.Services.GetRequiredService<MachineOperator>().ActAsync(cancellationToken);
        var made = await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(
            new CreateSignInLink(new Name(Bootstrap.AdministratorName), Bootstrap.AdministratorRoles, workspace), cancellationToken);
        return made.Value.OneTime!;
    }

    /// <summary>Where the API is served, once it is.</summary>
    public static IReadOnlyList<string> ApiAddresses(this WebApplication app) => [.. app.Urls.SkipLast(app.MetricsUrls().Count)];

    /// <summary>Where health and figures alone are served, once they are.</summary>
    public static IReadOnlyList<string> MonitoringAddresses(this WebApplication app) => [.. app.Urls.TakeLast(app.MetricsUrls().Count)];

    /// <summary>Whether this process serves the console; a worker alone does not.</summary>
    public static bool ServesConsole(this WebApplication app) => app.Services.GetRequiredService<ApiSettings>().Roles.Api;

    /// <summary>Where health and figures alone are to be served, as configured.</summary>
    public static IReadOnlyList<string> MetricsUrls(this WebApplication app) => app.Services.GetRequiredService<ApiSettings>().Network.MetricsUrls;
}
