using Cavra.Api.Access;
using Cavra.Api.Approvals;
using Cavra.Api.AuditDeliveries;
using Cavra.Api.AuditPackages;
using Cavra.Api.Configuration;
using Cavra.Api.Connectors;
using Cavra.Api.Drills;
using Cavra.Api.Events;
using Cavra.Api.Evidence;
using Cavra.Api.HealthAlerts;
using Cavra.Api.Hosting;
using Cavra.Api.Loops;
using Cavra.Api.Notifications;
using Cavra.Api.Obligations;
using Cavra.Api.OpenApi;
using Cavra.Api.Operations;
using Cavra.Api.Problems;
using Cavra.Api.Policies;
using Cavra.Api.RateLimits;
using Cavra.Api.Recovery;
using Cavra.Api.RetryPlans;
using Cavra.Api.Security;
using Cavra.Api.Statistics;
using Cavra.Api.WebConsole;
using Cavra.Api.WorkerHealth;
using Cavra.Api.WorkerRuns;
using Cavra.Application;
using Cavra.Infrastructure;
using Cavra.Infrastructure.Configuration;
using Cavra.Infrastructure.Scheduling;

namespace Cavra.Api;

/// <summary>Puts the service together; what runs it decides where the database is.</summary>
public static class ApiHost
{
    /// <param name="args">Configuration from the command line.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="configure">Last word over services, for tests and tools.</param>
    /// <param name="settings">Configuration that outranks every other source.</param>
    /// <param name="readsEnvironment">Whether environment variables are settings; not for a demo, which is the same everywhere.</param>
    /// <exception cref="Infrastructure.Configuration.InvalidSettingsException">Settings are wrong; it names all of them.</exception>
    public static WebApplication Build(
        string[] args, string connectionString, Action<WebApplicationBuilder>? configure = null,
        IReadOnlyDictionary<string, string?>? settings = null, bool readsEnvironment = true)
    {
        // Settings are read once: nobody needs a watch on files that can't change anything.
        var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
        if (!readsEnvironment)
        {
            builder.Configuration.ForgetEnvironment();
        }

        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Logging.AddCavraLogs().AddMapperLicense(builder.Configuration);
        builder.Services.AddSingleton<TimeProvider, MicrosecondTimeProvider>();
        builder.Services.AddApplication(builder.Configuration[MapperLicense.Variable]);
        builder.Services.AddInfrastructure(connectionString);
        builder.Services.AddHosting();
        builder.Services.AddSecurity();
        builder.Services.AddOperations(builder.Configuration);
        builder.Services.AddOpenApiDocument();
        var roles = ProcessRoles.Read(new SettingsReader(builder.Configuration));
        if (roles.Api)
        {
            builder.Services.AddEvents();
        }

        if (roles.Worker)
        {
            builder.Services.AddWorkerLoops();
        }

        configure?.Invoke(builder);

        var app = builder.Build();
        var settingsRead = app.Services.GetRequiredService<ApiSettings>();
        app.ListenForMonitoring(settingsRead.Network);
        app.UseCavra(settingsRead);
        app.MapAccess();
        app.MapSessions();
        app.MapIssuerSignIn();
        app.MapAuditPackages();
        app.MapAuditDeliveries();
        app.MapLoops();
        app.MapObligations();
        app.MapPolicy();
        app.MapStatistics();
        app.MapConnectors();
        app.MapDrills();
        app.MapNotifications();
        app.MapWorkerHealth();
        app.MapHealthAlerts();
        app.MapEvents();
        app.MapEvidence();
        app.MapEvidenceLog();
        app.MapLogAdoptions();
        app.MapRetention();
        app.MapEvidenceErasures();
        app.MapEvidenceExports();
        app.MapConsole();
        app.MapConsolePages();
        app.MapOperations();
        app.MapRecovery();
        app.MapRetryPlans();
        app.MapApprovals();
        app.MapWorkerRuns();
        app.MapOpenApiDocument();
        app.StateOwnListeners();
        return app;
    }

    /// <summary>The order in which a request meets the host, outermost first.</summary>
    private static void UseCavra(this WebApplication app, ApiSettings settings)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<CallTracing>();
        app.UseMiddleware<RequestLog>();
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(static context =>
            HttpRefusals.Of(context.HttpContext.Response.StatusCode)?.WriteAsync(context.HttpContext) ?? Task.CompletedTask);
        if (settings.Network.ForwardedNetworks.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UsePathBase(settings.Network.PathBase);
        if (!settings.Roles.Api)
        {
            app.UseMiddleware<OperationsOnly>();
        }

        app.UseRouting();
        if (settings.Network.MetricsUrls.Count > 0)
        {
            app.UseMiddleware<MonitoringListener>();
        }

        app.UseCors();
        app.UseMiddleware<AddressLimit>();
        app.UseMiddleware<HeaderSize>();
        app.UseAuthentication();
        app.UseMiddleware<CredentialLimit>();
        app.UseAuthorization();
        app.UseRequestTimeouts();
    }
}
