using Cavra.Infrastructure.Access;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Access;

public sealed class BootstrapTests
{
    [Test]
    public async Task Of_several_first_starts_at_once_one_alone_writes_an_administrators_key()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var directories = Enumerable.Range(0, 6).Select(_ => Directory.CreateTempSubdirectory("cavra-test-").FullName).ToArray();
        await using var app = ApiHost.Build([], database.ConnectionString);
        var start = app.Services.GetRequiredService<Bootstrap>();

        var files = await Task.WhenAll(directories.Select(directory => Task.Run(() => start.PrepareAsync(directory, CancellationToken.None))));

        var keys = await database.ScalarAsync<long>("SELECT count(*) FROM api_keys");
        Assert.Multiple(() =>
        {
            Assert.That(files.Count(file => file is not null), Is.EqualTo(1));
            Assert.That(keys, Is.EqualTo(1));
            Assert.That(directories.Count(directory => File.Exists(Path.Combine(directory, "admin.key"))), Is.EqualTo(1));
        });
        Array.ForEach(directories, directory => Directory.Delete(directory, recursive: true));
    }
}
