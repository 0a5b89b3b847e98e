using System.Net.Sockets;
using System.Text;
using Cavra.Api.Hosting;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cavra.Api.Tests.Hosting;

public sealed class StopTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_caller_who_never_finishes_does_not_keep_the_process_from_stopping()
    {
        await using var app = await CavraApp.StartAsync(configure: builder => builder.Services
            .PostConfigure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan));
        using var stalled = new TcpClient();
        await stalled.ConnectAsync(app.Address.Host, app.Address.Port);
        await stalled.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /access/keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {app.AdminKey}\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"));

        var begun = new byte["HTTP/1.1 100 Continue".Length];
        await stalled.GetStream().ReadExactlyAsync(begun);
        await stalled.GetStream().WriteAsync("{"u8.ToArray());
        Assert.That(Encoding.ASCII.GetString(begun), Is.EqualTo("HTTP/1.1 100 Continue"));

        // Nothing makes it stop but itself.
        await app.Services.GetRequiredService<IHost>().StopAsync().OrHangAsync();
    }

    [Test]
    public async Task Requests_and_loops_have_less_time_to_finish_than_the_process_has()
    {
        await using var app = await CavraApp.StartAsync();

        var options = app.Services.GetRequiredService<IOptions<HostOptions>>().Value;

        Assert.That(options.ShutdownTimeout, Is.EqualTo(HostingServices.StopTimeout).And.LessThan(Most));
    }
}
