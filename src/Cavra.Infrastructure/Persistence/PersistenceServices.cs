using System.Security.Cryptography;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cavra.Infrastructure.Persistence;

/// <summary>Registers the database: one data source for the process, contexts from a pool.</summary>
public static class PersistenceServices
{
    /// <summary>The meter of this host's connection pool.</summary>
    public const string MeterName = "Cavra.Database";

    public static IServiceCollection AddPersistence(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(new PoolName($"{PoolName.Shown}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}"));
        services.AddSingleton<PoolMetrics>();
        services.AddSingleton(provider =>
        {
            // Made here, so that it has heard of every connection.
            provider.GetRequiredService<PoolMetrics>();
            return Open(connectionString, provider.GetRequiredService<PoolName>());
        });
        services.AddPooledDbContextFactory<CavraDbContext>((provider, options) =>
            Configure(options, provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddScoped(provider =>
        {
            var context = provider.GetRequiredService<IDbContextFactory<CavraDbContext>>().CreateDbContext();
            context.Call = provider.GetRequiredService<Call>();
            return context;
        });
        services.AddScoped<ICavraDbContext>(provider => provider.GetRequiredService<CavraDbContext>());
        services.AddScoped<IClaims, Claims.Claims>();
        services.AddSingleton<Migrator>();
        return services;
    }

    internal static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource source) => options
        .UseNpgsql(source, npgsql => npgsql.MigrationsAssembly(typeof(CavraDbContext).Assembly.FullName))
        .UseSnakeCaseNamingConvention();

    private static NpgsqlDataSource Open(string connectionString, PoolName pool)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = pool.Text };
        var settings = builder.ConnectionStringBuilder;
        settings.ApplicationName ??= "cavra";
        // Statements seen five times are prepared on the connection by themselves.
        settings.MaxAutoPrepare = settings.MaxAutoPrepare is 0 ? 100 : settings.MaxAutoPrepare;
        return builder.Build();
    }
}

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
