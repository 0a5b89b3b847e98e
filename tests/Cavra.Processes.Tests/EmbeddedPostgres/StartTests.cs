using Cavra.Infrastructure.EmbeddedPostgres;
using Cavra.Testing;
using Npgsql;

namespace Cavra.Processes.Tests.EmbeddedPostgres;

public sealed class StartTests
{
    [Test]
    public async Task What_was_committed_is_there_after_a_stop_and_a_start()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using (var first = await data.StartAsync())
        {
            await DataDirectory.ScalarAsync<int>(
                first.ConnectionString, "CREATE TABLE kept AS SELECT 7 AS number; SELECT number FROM kept");
        }

        await using var second = await data.StartAsync();

        Assert.That(await DataDirectory.ScalarAsync<int>(second.ConnectionString, "SELECT number FROM kept"), Is.EqualTo(7));
    }

    [Test]
    public async Task It_is_durable_and_has_no_port_unless_told_otherwise()
    {
        await using var data = new DataDirectory();
        data.Options = new EmbeddedPostgresOptions();
        await using var server = await data.StartAsync();

        var settings = await DataDirectory.ScalarAsync<string>(
            server.ConnectionString,
            """
            SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name IN
                ('listen_addresses', 'fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'server_encoding')
            """);

        Assert.That(
            settings,
            Is.EqualTo("data_checksums=on fsync=on full_page_writes=on listen_addresses= server_encoding=UTF8 synchronous_commit=on"));
    }

    [Test]
    public async Task Its_database_is_cavra_and_only_the_operating_systems_word_lets_anyone_in()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using var server = await data.StartAsync();

        var rules = await DataDirectory.ScalarAsync<string>(
            server.ConnectionString,
            "SELECT string_agg(current_database() || ' ' || type || ' ' || auth_method, ';') FROM pg_hba_file_rules");

        Assert.That(rules, Is.EqualTo("cavra local peer"));
    }

    [Test]
    public async Task Another_role_is_not_let_in()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using var server = await data.StartAsync();
        await DataDirectory.ScalarAsync<int>(server.ConnectionString, "CREATE ROLE stranger LOGIN; SELECT 1");
        var stranger = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = "stranger", Pooling = false };

        Assert.That(
            () => DataDirectory.ScalarAsync<int>(stranger.ConnectionString, "SELECT 1"),
            Throws.InstanceOf<PostgresException>()
                .With.Property(nameof(PostgresException.SqlState)).EqualTo(PostgresErrorCodes.InvalidAuthorizationSpecification));
    }

    [Test]
    public async Task Its_own_log_quotes_nothing_of_a_statement_that_failed()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using var server = await data.StartAsync();

        Assert.That(
            () => DataDirectory.ScalarAsync<int>(server.ConnectionString, "SELECT 'canary'::int"), Throws.InstanceOf<PostgresException>());
        Assert.That(await File.ReadAllTextAsync(Path.Combine(data.Cluster, "server.log")), Does.Not.Contain("canary").And.Not.Empty);
    }

    [TestCase("a directory $(false) with, 'marks'")]
    [TestCase("0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789")]
    public async Task A_path_that_a_socket_cannot_have_is_still_a_data_directory(string name)
    {
        await using var data = new DataDirectory { Name = name };
        string sockets;
        await using (var server = await data.StartAsync())
        {
            sockets = new NpgsqlConnectionStringBuilder(server.ConnectionString).Host!;
            Assert.That(await DataDirectory.ScalarAsync<int>(server.ConnectionString, "SELECT 1"), Is.EqualTo(1));
            Assert.That(sockets, Does.StartWith("/tmp/cavra-"));
            Assert.That(
                File.GetUnixFileMode(sockets),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }

        Assert.That(sockets, Does.Not.Exist);
    }

    [Test]
    public async Task What_an_initdb_that_was_killed_left_is_cleared_away()
    {
        await using var data = new DataDirectory();
        var unfinished = Directory.CreateDirectory(data.Cluster + ".new-0badcafe");
        await File.WriteAllTextAsync(Path.Combine(unfinished.FullName, "PG_VERSION"), "15");

        await using var server = await data.StartAsync();

        Assert.That(await DataDirectory.ScalarAsync<int>(server.ConnectionString, "SELECT 1"), Is.EqualTo(1));
        Assert.That(unfinished.FullName, Does.Not.Exist);
    }

    [Test]
    public async Task Below_a_home_that_others_cannot_enter_the_cluster_goes_where_its_server_can_reach_it()
    {
        await using var data = new DataDirectory { Name = "home/data" };
        Directory.CreateDirectory(
            Path.Combine(data.Root, "home"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        for (var start = 0; start < 2; start++)
        {
            await using var server = await data.StartAsync();
            Assert.That(await DataDirectory.ScalarAsync<int>(server.ConnectionString, "SELECT 1"), Is.EqualTo(1));
        }

        // Only root has its server run by somebody else.
        var link = new DirectoryInfo(data.Cluster).LinkTarget;
        Assert.That(
            link, Environment.IsPrivilegedProcess ? Does.StartWith(data.Options.ReachablePlace) : Is.Null);
    }

    [Test]
    public async Task The_newest_installation_is_tried_first_and_a_link_leads_to_it()
    {
        await using var data = new DataDirectory();
        var user = (await ServerUser.FindAsync(CancellationToken.None))!;
        var real = (await PostgresBinaries.FindAsync(PostgresBinaries.UsualPlaces(), user, CancellationToken.None))[0];
        foreach (var version in (string[])["9", "16", "17"])
        {
            var bin = Directory.CreateDirectory(Path.Combine(data.Root, version, "bin"));
            foreach (var program in (string[])["initdb", "pg_ctl", "postgres"])
            {
                await WriteScriptAsync(Path.Combine(bin.FullName, program), $"echo 'postgres (PostgreSQL) {version}.1'");
            }
        }

        Directory.CreateDirectory(Path.Combine(data.Root, "path"));
        File.CreateSymbolicLink(Path.Combine(data.Root, "path", "postgres"), Path.Combine(real.Directory, "postgres"));

        var found = await PostgresBinaries.FindAsync(
            [Path.Combine(data.Root, "path"), Path.Combine(data.Root, "*", "bin")], user, CancellationToken.None);

        Assert.That(found.Select(binaries => binaries.MajorVersion), Is.EqualTo(new[] { real.MajorVersion, 17, 16 }));
        Assert.That(found[0].Directory, Is.EqualTo(real.Directory));
    }

    private static async Task WriteScriptAsync(string path, string line)
    {
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{line}\n");
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
    }
}
