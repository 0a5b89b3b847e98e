using Cavra.Api.Access;
using Cavra.Api.Problems;
using Cavra.Api.Security;
using Cavra.Api.Wire;
using Cavra.Application;
using Cavra.Infrastructure;
using Cavra.Infrastructure.Scheduling;
using Microsoft.AspNetCore.Authorization;

namespace Cavra.Api;

/// <summary>Puts the service together; what runs it decides where the database is.</summary>
public static class ApiHost
{
    /// <param name="args">Configuration from the command line.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="configure">Last word over services, for tests and tools.</param>
    /// <param name="settings">Configuration that outranks every other source.</param>
    public static WebApplication Build(
        string[] args, string connectionString, Action<WebApplicationBuilder>? configure = null,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyReader.MaxBytes + 1;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        });
        builder.Services.AddSingleton<TimeProvider, WholeMicroseconds>();
        builder.Services.AddApplication(builder.Configuration["CAVRA_AUTOMAPPER_LICENSE"]);
        builder.Services.AddInfrastructure(connectionString);
        builder.Services.AddScoped<Idempotency>();
        builder.Services.AddExceptionHandler<Faults>();
        builder.Services.AddKeyAuthentication();
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        if (HasRole(builder.Configuration, "worker"))
        {
            builder.Services.AddWorkerLoops();
        }

        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseMiddleware<CallTracing>();
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(static context =>
            HttpRefusals.Of(context.HttpContext.Response.StatusCode)?.WriteAsync(context.HttpContext) ?? Task.CompletedTask);
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapAccess();
        return app;
    }

    private static bool HasRole(ConfigurationManager configuration, string role) =>
        (configuration["CAVRA_ROLES"] ?? "api,worker").Split(',', StringSplitOptions.TrimEntries).Contains(role);
}
