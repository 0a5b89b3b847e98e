using System.Globalization;
using Cavra.Infrastructure.Configuration;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>What every service of the compose file keeps to.</summary>
internal sealed class ComposeHardeningTests
{
    private static readonly string[] OfOthers = ["PGDATA", "POSTGRES_PASSWORD_FILE", "DOMAIN"];

    private readonly Compose _compose = Compose.Read();

    [Test]
    public void No_service_runs_as_root_or_can_become_more_than_it_is() => EachService(service =>
    {
        Assert.That(service.Node.Text("user"), Does.Match("^[1-9][0-9]*:[1-9][0-9]*$"));
        Assert.That(service.Node.Texts("cap_drop"), Is.EqualTo(new[] { "ALL" }));
        Assert.That(service.Node.Texts("security_opt"), Is.EqualTo(new[] { "no-new-privileges:true" }));
        Assert.That(service.Node.ToJsonString(), Does.Not.Match("privileged\":|network_mode|\"pid\"|\"ipc\"|docker[.]sock|devices"));
        Assert.That(service.Node["cap_add"]?.ToJsonString(), Is.EqualTo(service.Name is "caddy" ? """["NET_BIND_SERVICE"]""" : null));
    });

    [Test]
    public void Cavra_runs_as_the_user_of_its_image() =>
        Assert.That(_compose.OfCavra.Select(service => service.Node.Text("user")), Is.EqualTo(Enumerable.Repeat("10001:10001", 3)));

    [Test]
    public void No_service_can_write_to_its_own_files() => EachService(service =>
    {
        Assert.That(service.Node.Flag("read_only"));
        Assert.That(service.Node.Texts("tmpfs").Select(place => place.Split(':')[0]), Does.Contain("/tmp"));
    });

    [Test]
    public void What_comes_from_this_directory_is_mounted_to_be_read() => EachService(service =>
        Assert.That(service.Volumes.Where(volume => volume.StartsWith('.')), Is.All.EndsWith(":ro")));

    [Test]
    public void Every_service_has_bounds_and_comes_back() => EachService(service =>
    {
        Assert.That(service.Node.Text("mem_limit"), Is.Not.Empty);
        Assert.That(service.Node.At("logging.options").AsObject().Select(option => option.Key), Is.EqualTo(new[] { "max-size", "max-file" }));
        Assert.That(service.Node.Text("restart"), Is.EqualTo(service.Name is "migrate" ? "on-failure" : "unless-stopped"));
    });

    [Test]
    public void Every_service_that_serves_is_asked_how_it_is_without_a_shell() => EachService(service =>
    {
        if (service.Name is "migrate")
        {
            Assert.That(service.Node.Flag("healthcheck.disable"));
            return;
        }

        var test = service.Node.Texts("healthcheck.test");
        Assert.That(test[0], Is.EqualTo("CMD"));
        Assert.That(_compose.OfCavra.All(one => one.Name != service.Name) || test.Skip(1).SequenceEqual(["/opt/cavra/cavra", "health", "--live"]));
    });

    [Test]
    public void Cavra_and_the_database_have_longer_to_stop_than_they_take() =>
        Assert.That(_compose.Services.Where(service => service.Name is not "caddy").Select(service => Seconds(service.Node.Text("stop_grace_period"))), Is.All.GreaterThan(30));

    [Test]
    public void Every_setting_is_one_that_Cavra_knows()
    {
        var inFile = Lines("deploy/compose/settings.env").Select(line => line.Split('=')[0]);
        var named = _compose.Services.SelectMany(service => service.Variables.Select(variable => variable.Key)).Concat(inFile).ToHashSet();

        Assert.That(named, Does.Contain("CAVRA_DATABASE").And.Contain("CAVRA_FORWARDED_NETWORKS").And.Contain("CAVRA_LOG_KEYS"));
        Assert.That(named.Except(OfOthers), Is.SubsetOf(KnownSettings.OfService));
        Assert.That(_compose.OfCavra.Select(service => service.Node.Texts("env_file")), Is.All.EqualTo(new[] { "compose/settings.env" }));
    }

    [Test]
    public void No_file_holds_a_secret()
    {
        var texts = Directory.EnumerateFiles(Snapshot.PathOf("deploy/compose"), "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/secrets/", StringComparison.Ordinal)).Select(File.ReadAllText).Append(_compose.Text).ToList();

        Assert.That(texts, Has.None.Match("(?i)[;\"]password=|BEGIN [A-Z ]*PRIVATE KEY|cavra_[A-Za-z0-9]{20,}"));
        Assert.That(
            _compose.Services.SelectMany(service => service.Variables).Where(variable => variable.Key.EndsWith("DATABASE", StringComparison.Ordinal))
                .Select(variable => (string?)variable.Value),
            Is.Not.Empty.And.All.Match("Passfile=/run/secrets/[a-z]+[.]pgpass;"));
        Assert.That(Snapshot.Read(".gitignore").Split('\n'), Does.Contain("deploy/compose/secrets/"));
    }

    [Test]
    public void Every_image_is_named_by_its_digest_in_a_file_of_its_own()
    {
        var named = Lines("deploy/compose/images.env").Select(line => line.Split('=')).ToDictionary(words => words[0], words => words[1]);
        var asked = _compose.Services.Select(service => service.Node.Text("image").Split('{', ':')[1]).Distinct().ToList();

        Assert.That(named.Keys, Is.EquivalentTo(asked.Append("DOMAIN")));
        Assert.That(asked.Select(name => named[name]), Is.All.Match("^[a-z0-9./-]+/[a-z0-9/-]+@sha256:[0-9a-f]{64}$"));
    }

    private static IEnumerable<string> Lines(string file) => Snapshot.Read(file).Split('\n').Where(line => line.Length > 0 && line[0] != '#');

    private static int Seconds(string duration) => int.Parse(duration.TrimEnd('s'), CultureInfo.InvariantCulture);

    private void EachService(Action<ComposeService> rule)
    {
        Assert.That(_compose.Services, Has.Count.EqualTo(5));
        foreach (var service in _compose.Services)
        {
            TestContext.Out.WriteLine(service.Name);
            rule(service);
        }
    }
}
