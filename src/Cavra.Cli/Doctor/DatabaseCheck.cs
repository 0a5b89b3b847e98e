using Cavra.Cli.Databases;
using Cavra.Infrastructure.Persistence;
using Npgsql;

namespace Cavra.Cli.Doctor;

/// <summary>Looks at a database: whether it answers, its version, its tables, its clock and the role that is let in.</summary>
internal static class DatabaseCheck
{
    private const int OldestVersion = 15;

    public static async Task<IReadOnlyList<DoctorFinding>> LookAsync(
        string connectionString, bool isEmbedded, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            var version = connection.PostgreSqlVersion.Major;
            return
            [
                version >= OldestVersion
                    ? DoctorFinding.Pass("database", $"PostgreSQL {version} answers.")
                    : DoctorFinding.Fail("database", $"It is PostgreSQL {version}; Cavra needs {OldestVersion} or newer."),
                await LookAtClockAsync(connection, cancellationToken),
                .. await LookAtTablesAsync(source, cancellationToken),
                .. await WitnessCheck.LookAsync(connection, TimeProvider.System.GetUtcNow(), cancellationToken),
                // The embedded server knows one role, which is its own.
                .. isEmbedded ? [] : await DatabaseRoleCheck.LookAsync(connection, cancellationToken),
            ];
        }
        catch (Exception failure) when (DatabaseFailure.Of(failure) is { } why)
        {
            return [DoctorFinding.Fail("database", why)];
        }
    }

    private static async Task<DoctorFinding> LookAtClockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var before = TimeProvider.System.GetUtcNow();
        var theirs = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!, TimeSpan.Zero);
        return ClockCheck.Compare("clock", "the database", before, theirs, TimeProvider.System.GetUtcNow());
    }

    private static async Task<IReadOnlyList<DoctorFinding>> LookAtTablesAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var migrator = new Migrator(source);
        var (pending, unknown) = (await migrator.PendingAsync(cancellationToken), await migrator.UnknownAsync(cancellationToken));
        return
        [
            pending.Count == 0
                ? DoctorFinding.Pass("migrations", "The database has this version's tables.")
                : DoctorFinding.Fail("migrations", $"The database is {pending.Count} migrations behind. Run: cavra db migrate"),
            .. unknown.Count == 0 ? []
                : new[] { DoctorFinding.Warn("schema", $"The database has {unknown.Count} migrations that this version does not know. Bring this program to the version that made them.") },
        ];
    }
}

/// <summary>Holds another clock to this machine's.</summary>
internal static class ClockCheck
{
    private static readonly TimeSpan Tolerable = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Wrong = TimeSpan.FromSeconds(60);

    /// <param name="check">What the finding is called.</param>
    /// <param name="other">Whose clock it is.</param>
    /// <param name="before">This machine's time before the other was asked.</param>
    /// <param name="theirs">What the other answered.</param>
    /// <param name="after">This machine's time when the answer was there: what passed while asking is nobody's fault.</param>
    public static DoctorFinding Compare(string check, string other, DateTimeOffset before, DateTimeOffset theirs, DateTimeOffset after)
    {
        var skew = theirs < before ? before - theirs : theirs > after ? theirs - after : TimeSpan.Zero;
        return skew <= Tolerable
            ? DoctorFinding.Pass(check, $"This machine and {other} agree on the time.")
            : skew <= Wrong ? DoctorFinding.Warn(check, Apart(other, skew)) : DoctorFinding.Fail(check, Apart(other, skew));
    }

    private static string Apart(string other, TimeSpan skew) =>
        $"This machine and {other} are {skew.TotalSeconds:0} seconds apart. Synchronise both.";
}
