using Cavra.Application.Access;
using Cavra.Application.Ports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cavra.Infrastructure.Persistence;

/// <summary>Registers the database: one data source for the process, contexts from a pool.</summary>
public static class PersistenceServices
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => Open(connectionString));
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

    private static NpgsqlDataSource Open(string connectionString)
    {
        // The name stands for the connection string wherever the pool is measured.
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = "cavra" };
        var settings = builder.ConnectionStringBuilder;
        settings.ApplicationName ??= "cavra";
        // Statements seen five times are prepared on the connection by themselves.
        settings.MaxAutoPrepare = settings.MaxAutoPrepare is 0 ? 100 : settings.MaxAutoPrepare;
        return builder.Build();
    }
}
