using System.Net;
using Cavra.Api.Configuration;
using Cavra.Api.Hosting;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting.Server;

namespace Cavra.Api.Security;

/// <summary>Which pages of other origins may call: those listed or, where only this machine can call anyway, the local console.</summary>
internal sealed class CorsPolicies(ApiSettings settings, IServer server) : ICorsPolicyProvider
{
    private static readonly string[] LocalConsole = ["http://127.0.0.1:5173", "http://localhost:5173"];

    private CorsPolicy? _policy;

    // The addresses are known only once the server listens.
    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) => Task.FromResult<CorsPolicy?>(_policy ??= Build());

    private CorsPolicy Build() => new CorsPolicyBuilder([.. settings.Network.CorsOrigins ?? (IsLocal() ? LocalConsole : [])])
        .WithMethods("GET", "POST", "PUT")
        .WithHeaders("Authorization", KeyAuthentication.HeaderName, "Content-Type", "Idempotency-Key", "If-Match", "Prefer", "Last-Event-ID")
        .WithExposedHeaders(
            "ETag", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", "Idempotency-Replayed", "Preference-Applied",
            "X-Request-Id")
        .AllowCredentials()
        .Build();

    private bool IsLocal() =>
        Listeners.OfApi(server, settings.Network) is { Count: > 0 } listeners && listeners.All(listener => IPAddress.IsLoopback(listener.Address));
}
