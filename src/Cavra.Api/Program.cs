using Cavra.Api;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Configuration;
using Cavra.Infrastructure.Drills;
using Cavra.Infrastructure.Persistence;

try
{
    var app = ApiHost.Build(args, Environment.GetEnvironmentVariable("CAVRA_DATABASE") ?? "");
    await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
    await app.Services.GetRequiredService<FirstStart>().PrepareAsync(".cavra", CancellationToken.None);
    await app.Services.GetRequiredService<StartupImport>().RunAsync(CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (InvalidSettingsException invalid)
{
    await Console.Error.WriteLineAsync(invalid.Message);
    return 2;
}
