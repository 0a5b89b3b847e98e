using Cavra.Infrastructure.Configuration;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>What every pod of the manifests keeps to, in either overlay.</summary>
[TestFixtureSource(typeof(Overlay), nameof(Overlay.All))]
internal sealed class KubernetesPodTests(string kubectl, string overlay)
{
    // Names of others: the runtime's, the PostgreSQL image's, and those that the script beside it reads.
    private static readonly string[] OfOthers = ["DOTNET_EnableDiagnostics", "PGDATA", "POSTGRES_PASSWORD", "OWNER_PASSWORD", "SERVICE_PASSWORD"];

    // What is secret, by its name.
    private static readonly string[] SecretWords = ["PASSWORD", "DATABASE", "TOKEN", "SECRET", "CAVRA_KEY"];

    private Overlay _rendered = null!;

    [OneTimeSetUp]
    public async Task Render() => _rendered = await Overlay.RenderAsync(kubectl, overlay);

    [Test]
    public void No_container_runs_as_root_or_can_become_more_than_it_is() => EachPod(pod =>
    {
        var security = pod.Spec.At("securityContext");
        Assert.That(security.Flag("runAsNonRoot"));
        Assert.That(security.Number("runAsUser"), Is.Positive);
        Assert.That(security.Text("seccompProfile.type"), Is.EqualTo("RuntimeDefault"));
        Assert.That(pod.Spec.ToJsonString(), Does.Not.Match("hostNetwork|hostPID|hostIPC|hostPath|privileged|\"add\""));
        foreach (var container in pod.Containers)
        {
            Assert.That(container.Flag("securityContext.allowPrivilegeEscalation"), Is.False);
            Assert.That(container.Texts("securityContext.capabilities.drop"), Is.EqualTo(new[] { "ALL" }));
        }
    });

    [Test]
    public void No_container_can_write_to_its_own_files() => EachPod(pod =>
    {
        foreach (var container in pod.Containers)
        {
            Assert.That(container.Flag("securityContext.readOnlyRootFilesystem"));
            Assert.That(container.At("volumeMounts").AsArray().Select(mount => mount!.Text("mountPath")), Does.Contain("/tmp"));
        }
    });

    [TestCase("requests")]
    [TestCase("limits")]
    public void Every_container_says_what_it_needs_and_what_it_may_have_at_most(string resources) => EachPod(pod =>
    {
        foreach (var container in pod.Containers)
        {
            Assert.That(container.At($"resources.{resources}").AsObject().Select(one => one.Key), Is.EquivalentTo(new[] { "cpu", "memory" }));
        }
    });

    [TestCase("startupProbe")]
    [TestCase("livenessProbe")]
    [TestCase("readinessProbe")]
    public void Every_container_that_serves_is_asked_how_it_is(string probe) => EachPod(pod =>
    {
        foreach (var container in pod.Serving.Where(_ => pod.Kind is not "Job"))
        {
            var asked = container.At(probe);
            if (asked["httpGet"] is { } call)
            {
                Assert.That(call.Text("path"), Is.EqualTo(probe is "readinessProbe" ? "/health/ready" : "/health/live"));
                Assert.That(container.At("ports").AsArray().Select(port => port!.Text("name")), Does.Contain(call.Text("port")));
            }
            else
            {
                Assert.That(asked.Texts("exec.command"), Is.Not.Empty);
            }
        }
    });

    [Test]
    public void A_pod_has_longer_to_stop_than_Cavra_takes() => EachPod(pod => Assert.That(
        pod.Kind is "Job" || pod.Spec.Number("terminationGracePeriodSeconds") > 30));

    [Test]
    public void No_pod_can_speak_to_the_cluster() => EachPod(pod =>
    {
        Assert.That(pod.Spec.Flag("automountServiceAccountToken"), Is.False);
        Assert.That(_rendered.OfKind("ServiceAccount").Select(Overlay.NameOf), Does.Contain(pod.Spec.Text("serviceAccountName")));
        Assert.That(_rendered.OfKind("ServiceAccount").All(account => !account.Flag("automountServiceAccountToken")));
    });

    [Test]
    public void No_Service_becomes_a_variable_that_Cavra_would_refuse() =>
        EachPod(pod => Assert.That(pod.Spec.Flag("enableServiceLinks"), Is.False));

    [Test]
    public void Every_setting_is_one_that_Cavra_knows()
    {
        var named = _rendered.Pods.SelectMany(pod => pod.Variables).Select(variable => variable.Text("name"))
            .Concat(_rendered.OfKind("ConfigMap").Single(map => Overlay.NameOf(map) is "cavra-settings").At("data").AsObject().Select(setting => setting.Key))
            .ToHashSet();

        Assert.That(named, Does.Contain("CAVRA_DATABASE").And.Contain("CAVRA_FORWARDED_NETWORKS"));
        Assert.That(named.Except(OfOthers), Is.SubsetOf(KnownSettings.OfService));
    }

    [Test]
    public void No_manifest_holds_a_secret()
    {
        var secret = _rendered.Pods.SelectMany(pod => pod.Variables)
            .Where(variable => SecretWords.Any(word => variable.Text("name").Contains(word, StringComparison.Ordinal))).ToList();

        Assert.That(secret, Is.Not.Empty);
        Assert.That(secret.Where(variable => variable["value"] is not null || variable["valueFrom"]?["secretKeyRef"] is null), Is.Empty);
        Assert.That(_rendered.OfKind("Secret"), Is.Empty);
        Assert.That(_rendered.Text, Does.Not.Match("(?i)password=|BEGIN [A-Z ]*PRIVATE KEY|cavra_[A-Za-z0-9]{20,}"));
    }

    [Test]
    public void Every_image_is_named_by_its_digest() => EachPod(pod => Assert.That(
        pod.Containers.Select(container => container.Text("image")), Is.All.Match(@"^[a-z0-9./-]+/[a-z0-9/-]+@sha256:[0-9a-f]{64}$")));

    [Test]
    public async Task The_digest_that_is_filled_in_is_the_one_that_runs()
    {
        var digest = $"sha256:{new string('a', 64)}";
        var copy = Directory.CreateTempSubdirectory("cavra-manifests-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Snapshot.PathOf("deploy/kubernetes"), "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(copy.FullName, Path.GetRelativePath(Snapshot.PathOf("deploy/kubernetes"), file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.WriteAllText(to, File.ReadAllText(file).Replace($"sha256:{new string('0', 64)}", digest, StringComparison.Ordinal));
            }

            var filled = await Overlay.RenderAsync(kubectl, overlay, copy.FullName);

            Assert.That(filled.Pods.SelectMany(pod => pod.Containers).Select(container => container.Text("image")), Is.All.EndsWith("@" + digest));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Test]
    public void Only_the_migration_is_given_the_role_that_owns_the_tables()
    {
        var owners = _rendered.Pods.SelectMany(pod => pod.Containers).Where(container => Pod.VariablesOf(container)
            .Any(variable => (string?)variable["valueFrom"]?["secretKeyRef"]?["name"] is "cavra-database-owner")).ToList();

        Assert.That(owners.Select(container => string.Join(' ', container.Texts("args"))), Is.EqualTo(new[] { "db migrate" }));
        Assert.That(_rendered.Text.Split("cavra-database-owner"), Has.Length.EqualTo(2));
    }

    private void EachPod(Action<Pod> rule)
    {
        Assert.That(_rendered.Pods, Is.Not.Empty);
        foreach (var pod in _rendered.Pods)
        {
            TestContext.Out.WriteLine(pod.Name);
            rule(pod);
        }
    }
}
