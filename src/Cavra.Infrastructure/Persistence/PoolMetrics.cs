using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cavra.Infrastructure.Persistence;

/// <summary>
/// Passes on what Npgsql measures of one host's pool. Npgsql's meter belongs to the process and tells of every pool in it; the
/// one that hands out these figures belongs to the host.
/// </summary>
internal sealed class PoolMetrics : IDisposable
{
    private const string PoolTag = "db.client.connection.pool.name";

    private readonly MeterListener _listener = new();
    private readonly List<MeterListener> _looks = [];
    private readonly Meter _meter;
    private readonly PoolName _pool;

    public PoolMetrics(IMeterFactory meters, PoolName pool)
    {
        (_meter, _pool) = (meters.Create(PersistenceServices.MeterName), pool);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name is "Npgsql" && Twin(instrument) is { } twin)
            {
                listener.EnableMeasurementEvents(instrument, twin);
            }
        };
        _listener.SetMeasurementEventCallback<int>(PassOn);
        _listener.SetMeasurementEventCallback<long>(PassOn);
        _listener.SetMeasurementEventCallback<double>(PassOn);
        _listener.Start();
    }

    private delegate void Record<T>(T value, in TagList tags);

    public void Dispose()
    {
        _listener.Dispose();
        _looks.ForEach(look => look.Dispose());
    }

    // What is pushed is passed on by a delegate; what is looked at is made to look in its turn, and needs none.
    private object? Twin(Instrument of) => of switch
    {
        Counter<int> => new Record<int>(_meter.CreateCounter<int>(of.Name, of.Unit, of.Description).Add),
        Counter<long> => new Record<long>(_meter.CreateCounter<long>(of.Name, of.Unit, of.Description).Add),
        UpDownCounter<int> => new Record<int>(_meter.CreateUpDownCounter<int>(of.Name, of.Unit, of.Description).Add),
        Histogram<double> histogram => new Record<double>(
            _meter.CreateHistogram(of.Name, of.Unit, of.Description, tags: null, histogram.Advice).Record),
        ObservableUpDownCounter<int> => Watched(
            _meter.CreateObservableUpDownCounter(of.Name, Look<int>(of), of.Unit, of.Description)),
        ObservableGauge<double> => Watched(_meter.CreateObservableGauge(of.Name, Look<double>(of), of.Unit, of.Description)),
        _ => null,
    };

    private static object? Watched(Instrument _) => null;

    private void PassOn<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? twin)
    {
        if (AreOurs(tags))
        {
            ((Record<T>)twin!)(value, Renamed(tags));
        }
    }

    // Watched all the time: Npgsql counts what it will be asked for only while somebody listens.
    private Func<IEnumerable<Measurement<T>>> Look<T>(Instrument watched)
        where T : struct
    {
        var (look, one, seen) = (new MeterListener(), new Lock(), new List<Measurement<T>>());
        look.SetMeasurementEventCallback<T>((_, value, tags, _) =>
        {
            if (AreOurs(tags))
            {
                seen.Add(new Measurement<T>(value, Renamed(tags)));
            }
        });
        look.EnableMeasurementEvents(watched);
        _looks.Add(look);
        return () =>
        {
            lock (one)
            {
                seen.Clear();
                look.RecordObservableInstruments();
                return [.. seen];
            }
        };
    }

    private bool AreOurs(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key is PoolTag)
            {
                return _pool.Text.Equals(tag.Value);
            }
        }

        return false;
    }

    private static TagList Renamed(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var renamed = default(TagList);
        foreach (var tag in tags)
        {
            renamed.Add(tag.Key, tag.Key is PoolTag ? PoolName.Shown : tag.Value);
        }

        return renamed;
    }
}

/// <summary>What this host's pool is called in the process: no other pool is.</summary>
internal sealed record PoolName(string Text)
{
    /// <summary>What it is called wherever it is shown; it stands for the connection string.</summary>
    public const string Shown = "cavra";
}
