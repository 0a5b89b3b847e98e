using Cavra.Api;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Persistence;

var app = ApiHost.Build(args, Environment.GetEnvironmentVariable("CAVRA_DATABASE") ?? "");
await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
await app.Services.GetRequiredService<FirstStart>().PrepareAsync(".cavra", CancellationToken.None);
await app.RunAsync();
