using Cavra.Api.Access;
using Cavra.Api.Problems;
using Cavra.Api.Security;
using Cavra.Api.Wire;
using Cavra.Application;
using Cavra.Infrastructure;
using Microsoft.AspNetCore.Authorization;

namespace Cavra.Api;

/// <summary>Puts the service together; what runs it decides where the database is.</summary>
public static class ApiHost
{
    /// <param name="args">Configuration from the command line.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="configure">Last word over services, for tests and tools.</param>
    public static WebApplication Build(string[] args, string connectionString, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
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
}
