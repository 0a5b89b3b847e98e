using System.Diagnostics;
using Cavra.Infrastructure.EmbeddedPostgres;
using Cavra.Testing;

namespace Cavra.Processes.Tests.EmbeddedPostgres;

public sealed class RefusalTests
{
    [Test]
    public async Task Without_binaries_it_names_the_command_that_installs_them()
    {
        await using var data = new DataDirectory();
        data.Options = data.Options with { InstallPlaces = [data.Root] };

        var server = await data.TryStartAsync();

        Assert.That(server.Refusal, Is.EqualTo(EmbeddedPostgresRefusals.NoBinaries));
        Assert.That(server.Refusal!.Message, Does.Contain("apt-get install -y postgresql"));
    }

    [Test]
    public async Task A_directory_of_another_major_version_is_left_alone()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using (var first = await data.StartAsync())
        {
        }

        await File.WriteAllTextAsync(Path.Combine(data.Cluster, "PG_VERSION"), "14\n");

        Assert.That(await data.RefusalAsync(), Is.EqualTo("embedded_postgres.other_version"));
    }

    [Test]
    public async Task A_directory_in_use_is_refused_and_its_user_is_not_disturbed()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using var holder = await HoldingProcess.StartAsync(data.FullName);

        Assert.That(await data.RefusalAsync(), Is.EqualTo("embedded_postgres.in_use"));
        Assert.That(await DataDirectory.ScalarAsync<int>(holder.Answer, "SELECT 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_lock_says_which_process_has_it()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using var server = await data.StartAsync();

        using var cat = Process.Start(new ProcessStartInfo("cat", [data.Cluster + ".lock"]) { RedirectStandardOutput = true })!;

        Assert.That(
            await cat.StandardOutput.ReadToEndAsync(), Does.Match($"^process {Environment.ProcessId}\nstarted 2.*Z\n$"));
    }

    [Test]
    public async Task A_disk_with_too_little_room_is_refused_before_anything_is_made()
    {
        await using var data = new DataDirectory();
        data.Options = data.Options with { FreeSpaceNeeded = long.MaxValue };

        Assert.That(await data.RefusalAsync(), Is.EqualTo("embedded_postgres.no_space"));
        Assert.That(data.Cluster, Does.Not.Exist);
    }

    [Test]
    public async Task Files_that_others_can_read_are_refused()
    {
        await using var data = await DataDirectory.WithDatabaseAsync();
        await using (var first = await data.StartAsync())
        {
        }

        File.SetUnixFileMode(data.Cluster, File.GetUnixFileMode(data.Cluster) | UnixFileMode.OtherRead);

        Assert.That(await data.RefusalAsync(), Is.EqualTo("embedded_postgres.wrong_mode"));
    }

    [Test]
    public async Task A_folder_of_something_else_is_left_alone()
    {
        await using var data = new DataDirectory();
        Directory.CreateDirectory(data.Cluster);
        await File.WriteAllTextAsync(Path.Combine(data.Cluster, "thesis.txt"), "mine");

        Assert.That(await data.RefusalAsync(), Is.EqualTo("embedded_postgres.not_a_database"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(data.Cluster, "thesis.txt")), Is.EqualTo("mine"));
    }

    [Test]
    public async Task A_data_directory_that_is_a_file_is_refused()
    {
        await using var data = new DataDirectory();
        await File.WriteAllTextAsync(data.FullName, "");

        Assert.That(await data.RefusalAsync(), Is.EqualTo("embedded_postgres.not_permitted"));
    }

    [Test]
    public async Task A_link_to_a_place_that_is_gone_is_not_taken_for_a_new_database()
    {
        await using var data = new DataDirectory();
        Directory.CreateDirectory(data.FullName);
        File.CreateSymbolicLink(data.Cluster, Path.Combine(data.Root, "unmounted", "postgres"));

        Assert.That(await data.RefusalAsync(), Is.EqualTo("embedded_postgres.missing"));
    }

    [Test]
    public async Task A_refused_start_lets_go_of_the_directory()
    {
        await using var data = new DataDirectory();
        var options = data.Options;
        data.Options = options with { FreeSpaceNeeded = long.MaxValue };
        Assert.That(await data.RefusalAsync(), Is.EqualTo("embedded_postgres.no_space"));

        data.Options = options;

        Assert.That(await data.RefusalAsync(), Is.Null);
    }

    [TestCase("FATAL:  could not write lock file \"postmaster.pid\": No space left on device", ExpectedResult = "embedded_postgres.no_space")]
    [TestCase("initdb: error: could not create directory \"x\": Permission denied", ExpectedResult = "embedded_postgres.not_permitted")]
    [TestCase("FATAL:  data directory \"x\" has wrong ownership", ExpectedResult = "embedded_postgres.wrong_owner")]
    [TestCase("FATAL:  database files are incompatible with server", ExpectedResult = "embedded_postgres.other_version")]
    [TestCase("FATAL:  something new", ExpectedResult = null)]
    public string? What_the_server_complains_of_is_understood(string complaint) => StartupError.Of(complaint)?.Code;
}
