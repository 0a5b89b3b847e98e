using System.Net;
using Cavra.Api.Configuration;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

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
            "ETag", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", "Idempotency-Replayed", "X-Request-Id")
        .AllowCredentials()
        .Build();

    private bool IsLocal() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses
        && addresses.All(address => IsLoopback(BindingAddress.Parse(address).Host));

    private static bool IsLoopback(string host) =>
        host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
