using Cavra.Infrastructure.Persistence;
using Npgsql;

namespace Cavra.Cli.Databases;

/// <summary>Why the database can't be used, for a person. Server names and users stay out of it.</summary>
internal static class DatabaseFailure
{
    /// <summary>One sentence; null when the failure is not the database's.</summary>
    public static string? Of(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "The database refuses the user or the password.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "There is no such database on that server.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "The database's user may not do this; migrations need the role that owns the tables.",
        _ when DatabaseAway.Is(failure) => "The database does not answer.",
        NpgsqlException => "The database cannot be used.",
        _ => failure.InnerException is { } inner ? Of(inner) : null,
    };
}
