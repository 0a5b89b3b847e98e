using Cavra.Api.Configuration;
using Cavra.Api.Security;
using Cavra.Api.Wire;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Cavra.Api.Hosting;

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
