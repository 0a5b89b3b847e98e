namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>How the embedded PostgreSQL is run; the defaults are those of production.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Whether a commit survives a power cut. Only throw-away databases of tests may say no.</summary>
    public bool Durable { get; init; } = true;

    public int MaxConnections { get; init; } = 200;

    /// <summary>Bytes that must be free before the server is started: a segment of the write-ahead log and room to work.</summary>
    public long FreeSpaceNeeded { get; init; } = 64L * 1024 * 1024;

    /// <summary>How long a start may take, recovery from a crash included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Directories to look for PostgreSQL in, best first. A last name of <c>*</c> patterns is matched, newest first.</summary>
    public IReadOnlyList<string> InstallPlaces { get; init; } = PostgresBinaries.UsualPlaces();

    /// <summary>
    /// Where a cluster goes that its server's user could not reach below the data directory, as under the home of root;
    /// the data directory then holds a link to it.
    /// </summary>
    public string ReachablePlace { get; init; } = "/var/lib/cavra";
}
