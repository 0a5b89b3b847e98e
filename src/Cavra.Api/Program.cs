using Cavra.Api;
using Cavra.Api.Hosting;
using Cavra.Infrastructure.Configuration;
using Cavra.Infrastructure.Persistence;

// What `cavra api` does, on the database of CAVRA_DATABASE alone.
try
{
    await using var app = ApiHost.Build(args, Environment.GetEnvironmentVariable("CAVRA_DATABASE") ?? "");
    if ((await app.Services.GetRequiredService<Migrator>().PendingAsync(CancellationToken.None)).Count > 0)
    {
        await Console.Error.WriteLineAsync("The database is behind this version of Cavra. Run: cavra db migrate");
        return 1;
    }

    await app.PrepareAsync(".cavra", CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (InvalidSettingsException invalid)
{
    await Console.Error.WriteLineAsync(invalid.Message);
    return 2;
}
