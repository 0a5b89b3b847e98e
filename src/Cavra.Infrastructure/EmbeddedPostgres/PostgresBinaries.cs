using System.Globalization;
using System.Text.RegularExpressions;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>One installation of PostgreSQL: the directory of its programs, and its major version.</summary>
internal sealed partial record PostgresBinaries(string Directory, int MajorVersion)
{
    public const int OldestMajorVersion = 15;

    public string Initdb => Path.Combine(Directory, "initdb");

    public string PgCtl => Path.Combine(Directory, "pg_ctl");

    /// <summary>The directories of <c>PATH</c>, then those where packages put PostgreSQL.</summary>
    public static IReadOnlyList<string> UsualPlaces() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries),
        "/usr/lib/postgresql/*/bin",
        "/usr/pgsql-*/bin",
        "/usr/libexec/postgresql*",
        "/opt/homebrew/opt/postgresql@*/bin",
        "/usr/local/opt/postgresql@*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
        "/usr/local/pgsql/bin",
    ];

    /// <summary>Every usable installation, best first.</summary>
    public static async Task<IReadOnlyList<PostgresBinaries>> FindAsync(
        IEnumerable<string> places, ServerUser user, CancellationToken cancellationToken)
    {
        var found = new List<PostgresBinaries>();
        foreach (var directory in places.SelectMany(Expand).Select(RealDirectory).OfType<string>().Distinct())
        {
            var version = await user.RunAsync(Path.Combine(directory, "postgres"), ["--version"], cancellationToken);
            if (Version().Match(version.Output) is { Success: true } match
                && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is >= OldestMajorVersion and var major)
            {
                found.Add(new PostgresBinaries(directory, major));
            }
        }

        return found;
    }

    private static IEnumerable<string> Expand(string place)
    {
        var star = place.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return [place];
        }

        var parent = place[..place.LastIndexOf('/', star)];
        var end = place.IndexOf('/', star) is var slash and >= 0 ? slash : place.Length;
        return System.IO.Directory.Exists(parent)
            ? System.IO.Directory.EnumerateDirectories(parent, place[(parent.Length + 1)..end])
                .OrderByDescending(VersionOfName)
                .Select(directory => directory + place[end..])
            : [];
    }

    private static int VersionOfName(string directory) =>
        TrailingNumber().Match(directory) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : 0;

    // A link on PATH leads to the installation, where initdb and pg_ctl find the server and its share directory beside them.
    private static string? RealDirectory(string directory)
    {
        var postgres = new FileInfo(Path.Combine(directory, "postgres"));
        if (!postgres.Exists)
        {
            return null;
        }

        var real = Path.GetDirectoryName((postgres.ResolveLinkTarget(returnFinalTarget: true) ?? postgres).FullName)!;
        return File.Exists(Path.Combine(real, "initdb")) && File.Exists(Path.Combine(real, "pg_ctl")) ? real : null;
    }

    [GeneratedRegex(@"^postgres \(PostgreSQL\) (\d{1,4})", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"(\d{1,4})(?:\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex TrailingNumber();
}
