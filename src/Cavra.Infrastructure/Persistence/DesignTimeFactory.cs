using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Cavra.Infrastructure.Persistence;

/// <summary>Gives the migration tool a context; it never connects.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<CavraDbContext>
{
    public CavraDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<CavraDbContext>();
        PersistenceServices.Configure(options, NpgsqlDataSource.Create("Host=localhost;Database=cavra"));
        return new CavraDbContext(options.Options);
    }
}
