using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>A vendor's receiver on loopback, and a connector towards it. Time moves only where the engine waits.</summary>
internal sealed class VendorRig : IAsyncDisposable
{
    // Told apart by their length: the bound of a try is longer than any wait between two.
    private static readonly TimeSpan TryTime = TimeSpan.FromSeconds(29);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly FailingReceiver _receiver;
    private readonly DeliveryRig _rig;
    private readonly SemaphoreSlim _hung = new(0);
    private Task<TimeSpan> _waiting;
    private Task _hanging;
    private Action? _whenWaiting;

    private VendorRig(Vendor vendor, FailingReceiver receiver, DeliveryRig rig)
    {
        (Vendor, _receiver, _rig) = (vendor, receiver, rig);
        (_waiting, _hanging) = (NextWaitAsync(), _hung.WaitAsync());
    }

    public Vendor Vendor { get; }

    public WatchedClock Clock => _rig.Clock;

    /// <summary>Every request so far, oldest first.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => _receiver.Requests;

    /// <summary>Those that carried the event.</summary>
    public IReadOnlyList<ReceivedRequest> Carrying => [.. Requests.Where(Vendor.CarriesEvent)];

    /// <param name="vendor">The vendor.</param>
    /// <param name="more">Further members, each after a comma.</param>
    /// <param name="certificate">Speaks TLS with it; plain text without.</param>
    /// <param name="protocols">The versions of TLS it speaks.</param>
    public static async Task<VendorRig> StartAsync(
        Vendor vendor, string more = "", X509Certificate2? certificate = null, SslProtocols protocols = SslProtocols.None)
    {
        var receiver = await FailingReceiver.StartAsync(certificate, protocols);
        var address = certificate is null ? $"http://127.0.0.1:{receiver.Port}" : $"https://localhost:{receiver.Port}";
        var rig = new DeliveryRig(
            $"connectors: {{hook: {{provider: {vendor.Provider}, {vendor.Members(address)}, allow_networks: [127.0.0.0/8, \"::1/128\"]{more}}}}}",
            vendor.Environment);
        Assert.That(rig.Catalog.Problems, Is.Empty);
        receiver.AnswersBy(vendor.AnswerAsync);

        // The catalogue looks at its file from time to time; that is no wait of the engine's.
        await rig.Clock.WaitBegunAsync(wait => wait == Infrastructure.Connectors.ConnectorCatalog.PollInterval);
        return new VendorRig(vendor, receiver, rig);
    }

    /// <summary>Has requests that carry the event answered by a fault instead.</summary>
    public void Fails(Func<HttpContext, ReceivedRequest, Task> fault) => _receiver.AnswersBy((context, request) =>
        Vendor.CarriesEvent(request) ? fault(context, request) : Vendor.AnswerAsync(context, request));

    /// <summary>Has every request answered so.</summary>
    public void Answers(Func<HttpContext, ReceivedRequest, Task> answer) => _receiver.AnswersBy(answer);

    /// <summary>Does something the next time the engine waits.</summary>
    public void WhenWaiting(Action what) => _whenWaiting = what;

    /// <summary>Has requests that carry no event, such as those that read back, answered by this instead.</summary>
    public void AnswersOthers(Func<HttpContext, ReceivedRequest, Task> answer) => _receiver.AnswersBy((context, request) =>
        Vendor.CarriesEvent(request) ? Vendor.AnswerAsync(context, request) : answer(context, request));

    /// <summary>Has the vendor take the next request that carries the event, and its answer lost.</summary>
    public void LosesNextAnswer()
    {
        var lost = 0;
        Fails((context, request) =>
            Interlocked.Exchange(ref lost, 1) == 0 ? LoseAsync(context, request) : Vendor.AnswerAsync(context, request));
    }

    /// <summary>Lets it work again.</summary>
    public void Recovers() => _receiver.AnswersBy(Vendor.AnswerAsync);

    /// <summary>Sends, and moves time on wherever the engine waits, or hangs at a receiver.</summary>
    public async Task<AttemptReport> SendAsync(OutgoingEvent? what = null, int retries = 1, int number = 1, string? episode = null)
    {
        var sending = _rig.SendAsync(new DeliveryRequest("default", "hook", what ?? Vendor.Event, retries, TryTime)
        {
            Number = number,
            EpisodeReference = episode,
        });
        while (await Task.WhenAny(sending, _waiting, _hanging).OrHangAsync() is var first && first != sending)
        {
            if (first == _hanging)
            {
                _hanging = _hung.WaitAsync();
                Clock.Advance(TryTime);
            }
            else
            {
                var wait = await _waiting;
                _waiting = NextWaitAsync();
                Interlocked.Exchange(ref _whenWaiting, null)?.Invoke();
                Clock.Advance(wait);
            }
        }

        return await sending;
    }

    /// <summary>Takes the request and lets time run out.</summary>
    public Task HangAsync(HttpContext context)
    {
        _hung.Release();
        return Patience.ForeverAsync(context.RequestAborted);
    }

    private async Task LoseAsync(HttpContext context, ReceivedRequest request)
    {
        context.Response.Body = Stream.Null;
        await Vendor.AnswerAsync(context, request);
        context.Abort();
    }

    private Task<TimeSpan> NextWaitAsync() => Clock.WaitBegunAsync(wait => wait > TimeSpan.Zero && wait <= LongestWait);

    public async ValueTask DisposeAsync()
    {
        _rig.Dispose();
        await _receiver.DisposeAsync();
        _hung.Dispose();
    }
}
