using Cavra.Processes.Tests.RealPrograms;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>What the services of the compose file have of each other.</summary>
internal sealed class ComposeTests
{
    private readonly Compose _compose = Compose.Read();

    [Test]
    public void The_database_is_reached_by_Cavra_alone_and_from_nowhere_else()
    {
        var database = _compose.Service("postgres");

        Assert.That(database.Networks, Is.EqualTo(new[] { "database" }));
        Assert.That(_compose.Root.Flag("networks.database.internal"));
        Assert.That(
            _compose.Services.Where(service => service.Networks.Contains("database")).Select(service => service.Name),
            Is.EquivalentTo(_compose.OfCavra.Select(service => service.Name).Append("postgres")));
        Assert.That(_compose.Services.Where(service => service.Node["ports"] is not null).Select(service => service.Name), Is.EqualTo(new[] { "caddy" }));
    }

    [Test]
    public void Only_the_migration_is_given_the_role_that_owns_the_tables_and_ends_before_anything_serves()
    {
        Assert.That(
            _compose.OfCavra.Where(service => service.Secrets.Contains("owner.pgpass")).Select(service => string.Join(' ', service.Node.Texts("command"))),
            Is.EqualTo(new[] { "db migrate" }));
        Assert.That(_compose.Service("migrate").Node.Text("depends_on.postgres.condition"), Is.EqualTo("service_healthy"));
        Assert.That(_compose.Service("api").Node.Text("depends_on.migrate.condition"), Is.EqualTo("service_completed_successfully"));
        Assert.That(_compose.Service("worker").Node.Text("depends_on.api.condition"), Is.EqualTo("service_healthy"));
    }

    [Test]
    public void Two_workers_read_the_keys_that_the_API_makes_and_write_none()
    {
        var (api, worker) = (_compose.Service("api"), _compose.Service("worker"));
        var keys = (string?)api.Variables["CAVRA_LOG_KEYS"];

        Assert.That((string?)worker.Variables["CAVRA_LOG_KEYS"], Is.EqualTo(keys));
        Assert.That(worker.Node.Number("deploy.replicas"), Is.EqualTo(2));
        Assert.That(((string?)api.Variables["CAVRA_ROLES"], (string?)worker.Variables["CAVRA_ROLES"]), Is.EqualTo(("api", "worker")));
        Assert.That(api.Volumes, Does.Contain($"log-keys:{keys}"));
        Assert.That(worker.Volumes, Does.Contain($"log-keys:{keys}:ro"));
    }

    [Test]
    public void Whoever_sends_reaches_receivers_and_finds_their_secrets_where_the_page_says()
    {
        foreach (var service in new[] { _compose.Service("api"), _compose.Service("worker") })
        {
            var secrets = service.Volumes.Single(volume => volume.StartsWith("./compose/secrets/connectors:", StringComparison.Ordinal)).Split(':')[1];

            Assert.That(service.Networks, Does.Contain("receivers"));
            Assert.That(Snapshot.Read("deploy/README.md"), Does.Contain($"`token_file: {secrets}/NAME`"));
        }
    }

    [Test]
    public void The_connector_file_is_there_and_mounted()
    {
        foreach (var service in new[] { _compose.Service("api"), _compose.Service("worker") })
        {
            var file = (string)service.Variables["CAVRA_CONNECTOR_CONFIG"]!;

            Assert.That(service.Volumes, Does.Contain("./compose/config:/etc/cavra:ro"));
            Assert.That(File.Exists(file.Replace("/etc/cavra", Snapshot.PathOf("deploy/compose/config"), StringComparison.Ordinal)));
        }
    }

    [Test]
    public void Nothing_is_mounted_into_what_is_mounted_to_be_read() => Assert.That(
        from service in _compose.Services
        from outer in service.Volumes.Where(volume => volume.EndsWith(":ro", StringComparison.Ordinal)).Select(volume => volume.Split(':')[1])
        from inner in service.Volumes.Select(volume => volume.Split(':')[1])
        where inner.StartsWith($"{outer}/", StringComparison.Ordinal)
        select $"{service.Name}: {inner}",
        Is.Empty);

    [Test]
    public void What_a_service_names_is_there_and_is_told_of_on_the_page()
    {
        var page = Snapshot.Read("deploy/README.md");
        var secrets = _compose.Root.At("secrets").AsObject();

        Assert.That(_compose.Services.SelectMany(service => service.Networks).Distinct(), Is.SubsetOf(_compose.Root.At("networks").AsObject().Select(network => network.Key)));
        Assert.That(_compose.Services.SelectMany(service => service.Secrets).Distinct(), Is.EquivalentTo(secrets.Select(secret => secret.Key)));
        Assert.That(secrets.Select(secret => secret.Value!.Text("file")), Is.All.StartsWith("./compose/secrets/"));
        Assert.That(secrets.Select(secret => secret.Key).Where(name => !page.Contains($"{name}`", StringComparison.Ordinal)), Is.Empty);
        foreach (var volume in _compose.Services.SelectMany(service => service.Volumes).Select(volume => volume.Split(':')[0]))
        {
            Assert.That(
                !volume.StartsWith('.') ? _compose.Root.At("volumes").AsObject().ContainsKey(volume)
                    : volume.Contains("/secrets/", StringComparison.Ordinal) || Path.Exists(Snapshot.PathOf($"deploy/{volume}")),
                volume);
        }
    }

    [Test]
    public void Headers_are_believed_of_the_network_that_Caddy_comes_from()
    {
        var network = _compose.Root.Text("networks.front.ipam.config.0.subnet");

        Assert.That(_compose.Services.Where(service => service.Networks.Contains("front")).Select(service => service.Name), Is.EquivalentTo(new[] { "api", "caddy" }));
        Assert.That(Snapshot.Read("deploy/compose/settings.env"), Does.Contain($"CAVRA_FORWARDED_NETWORKS={network}\n"));
    }

    [Test]
    public void The_roles_are_made_as_in_the_manifests_for_Kubernetes() =>
        Assert.That(Sql("deploy/compose/roles.sh"), Is.EqualTo(Sql("deploy/kubernetes/small/roles.sh")).And.Contain("CREATE ROLE cavra_owner"));

    [TestCaseSource(typeof(Installed), nameof(Installed.Caddy))]
    public async Task Caddy_takes_its_file(string program)
    {
        var adapted = await Tool.RunAsync("env", "/", "DOMAIN=cavra.example.com", program, "adapt", "--config", Snapshot.PathOf("deploy/compose/Caddyfile"), "--adapter", "caddyfile");

        Assert.That(adapted.ExitCode, Is.Zero, adapted.Printed);
        Assert.That(adapted.Output, Does.Contain("\"cavra.example.com\"").And.Contain("\"dial\":\"api:8000\"").And.Contain(":8443"));
        Assert.That(_compose.Service("caddy").Node.Texts("ports"), Is.EqualTo(new[] { "80:8080", "443:8443" }));
    }

    private static string Sql(string file) => Snapshot.Read(file).Split("<<'SQL'")[1];
}
