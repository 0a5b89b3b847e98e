using Cavra.Application.Ports;
using Cavra.Domain.Connectors;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Connectors;

/// <summary>
/// Keeps the connectors of the newest readable version of the connector file, and looks for a newer one all the time.
/// </summary>
internal sealed class ConnectorCatalog : IConnectorCatalog, IDisposable
{
    /// <summary>How often the file's content is compared with what was last seen.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private readonly ConnectorFile? _file;
    private readonly TimeProvider _clock;
    private readonly ILogger<ConnectorCatalog> _logger;
    private readonly ITimer? _poll;
    private readonly Lock _reloading = new();

    private volatile Snapshot _now = Snapshot.Empty;
    private string? _stamp;

    /// <summary>Reads the file once before it returns; without a file there are no connectors, which is no problem.</summary>
    public ConnectorCatalog(ConnectorFile? file, TimeProvider clock, ILogger<ConnectorCatalog> logger)
    {
        (_file, _clock, _logger) = (file, clock, logger);
        if (file is null)
        {
            return;
        }

        Reload();
        _poll = clock.CreateTimer(_ => Reload(), state: null, PollInterval, PollInterval);
    }

    public IReadOnlyList<Connector> All => _now.Connectors;

    public IReadOnlyList<ConnectorView> Views => _now.Views;

    public IReadOnlyList<string> Problems => _now.Problems;

    public string? StartFailure => _now.StartFailure;

    public IReadOnlyList<string> Variables => _now.Variables;

    public DateTimeOffset? ProblemSince(string problem) => _now.Since.TryGetValue(problem, out var since) ? since : null;

    /// <summary>The connector and how to send through it; null when there is none of that name.</summary>
    public ConnectorEntry? Entry(string name) => _now.Entries.GetValueOrDefault(name);

    public void Dispose() => _poll?.Dispose();

    private void Reload()
    {
        // A poll that finds the one before it still reading has nothing to add.
        if (_file is null || !_reloading.TryEnter())
        {
            return;
        }

        try
        {
            var covered = _now.Files;
            if (_file.Stamp(covered) == _stamp)
            {
                return;
            }

            var isFirst = _stamp is null;
            var reading = Read(_file, covered);
            _now = (reading.Failure is null ? Snapshot.Of(reading) : _now.WithFailure(reading.Failure, isFirst)).After(_now, _clock.GetUtcNow());
            Report();
        }
        finally
        {
            _reloading.Exit();
        }
    }

    // The stamp is taken before the reading, over the files that the reading used: a change in between shows at the next poll.
    private ConnectorFileReading Read(ConnectorFile file, IReadOnlyList<string> covered)
    {
        while (true)
        {
            _stamp = file.Stamp(covered);
            var reading = file.Read();
            if (reading.Failure is not null || reading.Files.SequenceEqual(covered))
            {
                return reading;
            }

            covered = reading.Files;
        }
    }

    private void Report()
    {
        var now = _now;
        if (!now.IsFailed)
        {
            _logger.LogInformation(
                "The connector file was read: {Connectors} of {All} connectors can be used.",
                now.Connectors.Count(connector => connector.Problem is null),
                now.Connectors.Count);
        }

        foreach (var problem in now.Problems)
        {
            _logger.LogWarning("The connector file has a problem. {Problem}", problem);
        }
    }

    private sealed record Snapshot(
        IReadOnlyDictionary<string, ConnectorEntry> Entries,
        IReadOnlyList<Connector> Connectors,
        IReadOnlyList<ConnectorView> Views,
        IReadOnlyList<string> Problems,
        string? StartFailure,
        IReadOnlyList<string> Files,
        IReadOnlyList<string> Variables,
        bool IsFailed = false)
    {
        /// <summary>When each problem was first met.</summary>
        public Dictionary<string, DateTimeOffset> Since { get; private init; } = [];

        public static Snapshot Empty { get; } = new(new Dictionary<string, ConnectorEntry>(), [], [], [], null, [], []);

        public static Snapshot Of(ConnectorFileReading reading) => new(
            reading.Entries.ToDictionary(entry => entry.Connector.Name),
            [.. reading.Entries.Select(entry => entry.Connector)],
            [.. reading.Entries.Select(entry => entry.View)],
            reading.Problems,
            StartFailure: null,
            reading.Files,
            reading.Variables);

        // What was wrong before and still is has been so since then. A failure says nothing of what it hides.
        public Snapshot After(Snapshot before, DateTimeOffset now) => this with
        {
            Since = Problems.Concat(Connectors.Select(connector => connector.Problem).OfType<string>()).Distinct()
                .ToDictionary(problem => problem, problem => before.Since.GetValueOrDefault(problem, now)),
        };

        // The last good version stays in force; only what is said about the file changes.
        public Snapshot WithFailure(string failure, bool isFirst) =>
            this with { Problems = [failure], StartFailure = isFirst ? failure : StartFailure, IsFailed = true };
    }
}
