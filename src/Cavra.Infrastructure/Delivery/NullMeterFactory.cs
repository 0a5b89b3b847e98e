using System.Diagnostics.Metrics;

namespace Cavra.Infrastructure.Delivery;

/// <summary>
/// Gives HTTP's own instruments to meters that no exporter knows by name: their tags hold receivers' addresses.
/// </summary>
internal sealed class NullMeterFactory : IMeterFactory
{
    private readonly Meter _meter = new("Cavra.Delivery.Unobserved");

    private NullMeterFactory()
    {
    }

    public static NullMeterFactory Instance { get; } = new();

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose() => _meter.Dispose();
}
