using Cavra.Testing;

namespace Cavra.Processes.Tests.Faults;

/// <summary>Leases that outlast the test, where the clock goes on while runs are under way.</summary>
internal static class Leases
{
    private const string Last =
        """
        CREATE FUNCTION last() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN NEW.lease_until = NEW.lease_until + interval '1 day'; RETURN NEW; END $$;
        CREATE TRIGGER last BEFORE INSERT OR UPDATE ON worker_runs FOR EACH ROW EXECUTE FUNCTION last();
        CREATE TRIGGER last BEFORE INSERT OR UPDATE ON destinations FOR EACH ROW EXECUTE FUNCTION last();
        """;

    /// <summary>Has every lease of an attempt or a run that is taken or renewed from now on last a day longer.</summary>
    public static Task LeasesLastAsync(this TestDatabase database) => database.ExecuteAsync(Last);
}
