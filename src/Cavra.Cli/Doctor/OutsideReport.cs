using Cavra.Cli.Serving;

namespace Cavra.Cli.Doctor;

/// <summary>One look at a Cavra from outside, the way browsers and programs come to it. It shows no credential, changes and sends nothing.</summary>
internal sealed class OutsideReport(Uri address)
{
    private static readonly Uri PlainDefault = new("http://localhost");

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken cancellationToken)
    {
        using var visitor = new Visitor(address);
        var before = TimeProvider.System.GetUtcNow();
        var ready = await visitor.GetAsync(WirePaths.Ready, cancellationToken);
        var after = TimeProvider.System.GetUtcNow();
        var tls = TlsCheck.Look(visitor, TimeProvider.System.GetUtcNow());
        if (ready.Failure is not null || ready.Ready is null)
        {
            return [.. tls, DoctorFinding.Fail("server", ready.Failure ?? NotCavra(ready))];
        }

        var page = await visitor.GetAsync("/", cancellationToken);
        var config = await visitor.GetAsync(WirePaths.ConsoleConfig, cancellationToken);
        return
        [
            .. tls,
            .. ready.Ready,
            VersionCheck.Of(config.Version),
            .. ready.Date is { } theirs ? [ClockCheck.Compare("server clock", "the server", before, theirs, after)] : (DoctorFinding[])[],
            SecurityHeaderCheck.Look(ready, page),
            ConsoleCheck.Look(page, visitor.PathBase),
            ForwardingCheck.Look(visitor, ready, await visitor.GetAsync("/console/session", cancellationToken, ForwardingCheck.MadeUp)),
            MetricsCheck.Look(await visitor.GetAsync("/metrics", cancellationToken)),
            .. address is { Scheme: "https", IsDefaultPort: true }
                ? [await RedirectCheck.LookAsync(new UriBuilder(address) { Scheme = "http", Port = PlainDefault.Port }.Uri, cancellationToken)]
                : (DoctorFinding[])[],
        ];
    }

    private string NotCavra(Visit visit) =>
        $"What answers at {address} is not Cavra: HTTP status {visit.Status}. "
        + (visit.Status is 404 ? "Give the whole path, and set CAVRA_PATH_BASE to what the gateway puts before it."
            : visit.Status is >= 300 and < 400 ? "It sends elsewhere: give the address that it sends to."
            : visit.Status is 502 or 503 or 504 ? "The gateway reaches no Cavra: look at its log, and at /health/ready of each replica."
            : "Look at what the gateway passes on.");
}
