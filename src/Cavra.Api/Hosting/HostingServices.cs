using Cavra.Api.Configuration;
using Cavra.Api.Evidence;
using Cavra.Api.Problems;
using Cavra.Api.Security;
using Cavra.Api.WebConsole;
using Cavra.Api.Wire;
using Cavra.Application.Ports;
using Cavra.Infrastructure.Access.Identity;
using Cavra.Infrastructure.Delivery;
using Cavra.Infrastructure.Evidence.Log;
using Cavra.Infrastructure.Evidence.Log.Timestamps;
using Cavra.Infrastructure.Evidence.Log.Witnesses;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Cavra.Api.Hosting;

/// <summary>Registers what carries requests: settings, server, time-outs, the end.</summary>
internal static class HostingServices
{
    /// <summary>The longest a request may take, unless it delivers.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long requests and loops have to finish once the process is told to stop; it is out within 30 seconds.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(25);

    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var catalog = provider.GetRequiredService<IConnectorCatalog>();
            var (configuration, issuers) = (provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IssuerDirectory>());
            var (witnesses, timestamps) = (provider.GetRequiredService<WitnessDirectory>(), provider.GetRequiredService<TimestampSettings>());
            return ApiSettings.Read(
                configuration, catalog.StartFailure, [.. catalog.Variables, .. issuers.Variables, .. witnesses.Variables, .. timestamps.Variables],
                IdentityServices.Problems(configuration, issuers).Concat(witnesses.Problems).Concat(timestamps.Problems));
        });
        services.AddSingleton<ExportSlots>().AddSingleton(ExportPatience.Usual);
        services.AddSingleton(_ => new ConsoleFiles(ConsoleFiles.Directory));
        services.AddSingleton(provider => provider.GetRequiredService<ApiSettings>().Drills);
        services.AddSingleton(provider => provider.GetRequiredService<ApiSettings>().Sessions);
        services.AddSingleton(provider => new HeartbeatNetworks(provider.GetRequiredService<ApiSettings>().Network.HeartbeatNetworks));
        services.AddSingleton(provider => new LogKeyDirectory(provider.GetRequiredService<IConfiguration>()[LogKeyDirectory.Variable]));
        services.AddSingleton(provider => new LogMemoryDirectory(provider.GetRequiredService<IConfiguration>()[LogMemoryDirectory.Variable]));
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = StopTimeout);
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = RequestTimeout,
            TimeoutStatusCode = HttpRefusals.TimedOut.Status,
            WriteTimeoutResponse = HttpRefusals.TimedOut.WriteAsync,
        });
        services.AddExceptionHandler<Faults>();
        services.AddScoped<Idempotency>();
        return services;
    }
}

/// <summary>Bounds what a connection may cost: its size, its slowness, how many there are.</summary>
internal sealed class KestrelLimits(ApiSettings settings) : IConfigureOptions<KestrelServerOptions>
{
    private static readonly MinDataRate SlowestPeer = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        // One byte more than is accepted, so that the refusal of a larger body is ours to write.
        options.Limits.MaxRequestBodySize = BodyReader.MaxBytes + 1;
        options.Limits.MaxRequestHeadersTotalSize = 4 * HeaderSize.MaxBytes;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        options.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        options.Limits.MinRequestBodyDataRate = SlowestPeer;
        options.Limits.MinResponseDataRate = SlowestPeer;
        options.Limits.MaxConcurrentConnections = settings.Network.MaxConnections;
    }
}
