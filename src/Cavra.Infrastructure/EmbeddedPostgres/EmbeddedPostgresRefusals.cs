using Cavra.Domain.Abstractions;

namespace Cavra.Infrastructure.EmbeddedPostgres;

/// <summary>Why the embedded PostgreSQL could not be started. Whoever prints one adds which data directory it is about.</summary>
public static class EmbeddedPostgresRefusals
{
    public static readonly Refusal NotSupported = new(
        RefusalKind.Impossible,
        "embedded_postgres.not_supported",
        "The embedded PostgreSQL needs Unix; here, set CAVRA_DATABASE to a PostgreSQL connection string.");

    public static readonly Refusal NoBinaries = new(
        RefusalKind.Impossible,
        "embedded_postgres.no_binaries",
        "No PostgreSQL 15 or newer was found. Install it with: apt-get install -y postgresql");

    public static readonly Refusal NoServerUser = new(
        RefusalKind.Impossible,
        "embedded_postgres.no_server_user",
        "PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody to run it as.");

    public static readonly Refusal OtherVersion = new(
        RefusalKind.Impossible,
        "embedded_postgres.other_version",
        "The data directory was made by a major version of PostgreSQL that is not installed; postgres/PG_VERSION names it. "
        + "Install that version, or move the data with pg_dump.");

    public static readonly Refusal InUse = new(
        RefusalKind.Conflict,
        "embedded_postgres.in_use",
        "Another Cavra that is running uses this data directory; postgres.lock beside the database names its process.");

    public static readonly Refusal NoSpace = new(
        RefusalKind.Impossible,
        "embedded_postgres.no_space",
        "There is no space left for the database on the disk of the data directory.");

    public static readonly Refusal NotPermitted = new(
        RefusalKind.Impossible,
        "embedded_postgres.not_permitted",
        "The data directory cannot be written to by the user that Cavra runs as.");

    public static readonly Refusal WrongOwner = new(
        RefusalKind.Impossible,
        "embedded_postgres.wrong_owner",
        "The database belongs to another user than the one its server runs as. Start Cavra as the user who made it, or chown it.");

    public static readonly Refusal WrongMode = new(
        RefusalKind.Impossible,
        "embedded_postgres.wrong_mode",
        "Others can reach into the database's files, so PostgreSQL refuses them. Put it right with: chmod 0700 <data-dir>/postgres/");

    public static readonly Refusal Unreachable = new(
        RefusalKind.Impossible,
        "embedded_postgres.unreachable",
        "The user that the server runs as cannot pass through a directory above the database. Allow it with chmod o+x, "
        + "or use another data directory.");

    public static readonly Refusal Missing = new(
        RefusalKind.Impossible,
        "embedded_postgres.missing",
        "The data directory's postgres is a link to a place that is not there. Bring it back, or remove the link to begin anew.");

    public static readonly Refusal NotADatabase = new(
        RefusalKind.Impossible,
        "embedded_postgres.not_a_database",
        "The data directory's postgres folder holds files that are not a PostgreSQL database; move them away.");

    public static readonly Refusal NotInitialised = new(
        RefusalKind.Impossible, "embedded_postgres.not_initialised", "initdb failed to make the database.");

    public static readonly Refusal NotStarted = new(
        RefusalKind.Impossible,
        "embedded_postgres.not_started",
        "The database server did not start; postgres/server.log in the data directory says why.");
}
