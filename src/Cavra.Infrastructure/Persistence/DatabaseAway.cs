using Npgsql;

namespace Cavra.Infrastructure.Persistence;

/// <summary>Tells a database that is away (down, restarting, full of connections) from one that refuses what it was asked.</summary>
public static class DatabaseAway
{
    public static bool Is(Exception? failure) => failure switch
    {
        null => false,
        PostgresException postgres => IsAway(postgres.SqlState),
        // What the server did not say itself is trouble with the connection, a message out of its turn included.
        NpgsqlException => true,
        // Npgsql may fall over a connection that was terminated between two of its messages.
        NullReferenceException or ObjectDisposedException => failure.Source is "Npgsql",
        _ => Is(failure.InnerException),
    };

    // Classes 08 (connection), 53 (resources), 57P (operator intervention) and 58 (system) are the machine's trouble; a
    // read-only server (25006) is a standby that has not been promoted yet.
    private static bool IsAway(string state) =>
        state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal) || state is "25006";
}
