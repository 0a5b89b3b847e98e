using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;

namespace Cavra.Testing;

/// <summary>Takes out of a host's hands what the framework measures by the machine's clock, which no test can move.</summary>
internal static class RealTime
{
    /// <summary>Lets a slow machine take its time over requests, and keeps no scrape for the next one.</summary>
    public static void WaitForTheClockAlone(this IServiceCollection services) => services
        .PostConfigure<RequestTimeoutOptions>(options => options.DefaultPolicy = null)
        .PostConfigure<KestrelServerOptions>(options =>
        {
            options.Limits.RequestHeadersTimeout = Patience.Hang;
            options.Limits.KeepAliveTimeout = Patience.Hang;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
        })
        .PostConfigure<PrometheusAspNetCoreOptions>(options => options.ScrapeResponseCacheDurationMilliseconds = 0);
}
