using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>What the manifests name is there, and they let in and out what they must and nothing else.</summary>
[TestFixtureSource(typeof(Overlay), nameof(Overlay.All))]
internal sealed class KubernetesReferenceTests(string kubectl, string overlay)
{
    private static readonly string[] BothWays = ["Ingress", "Egress"];

    private Overlay _rendered = null!;

    [OneTimeSetUp]
    public async Task Render() => _rendered = await Overlay.RenderAsync(kubectl, overlay);

    [Test]
    public void What_a_Service_selects_is_there_and_has_the_port()
    {
        Assert.That(_rendered.OfKind("Service"), Is.Not.Empty);
        foreach (var service in _rendered.OfKind("Service"))
        {
            var selected = _rendered.Pods.Where(pod => Overlay.Selects(service.At("spec.selector"), pod.Labels)).ToList();
            Assert.That(selected, Is.Not.Empty, Overlay.NameOf(service));
            foreach (var port in service.At("spec.ports").AsArray())
            {
                Assert.That(selected.Select(PortNames), Is.All.Contain(port!.Text("targetPort")), Overlay.NameOf(service));
            }
        }
    }

    [Test]
    public void An_owner_of_pods_selects_its_own_and_no_others()
    {
        foreach (var owner in _rendered.Pods.Where(pod => pod.Kind is not "Job"))
        {
            var selected = _rendered.Pods.Where(pod => Overlay.Selects(owner.Owner.At("spec.selector.matchLabels"), pod.Labels));

            Assert.That(selected.Select(pod => pod.Name), Is.EqualTo(new[] { owner.Name }));
        }
    }

    [Test]
    public void What_a_volume_or_a_variable_comes_from_is_there_or_need_not_be()
    {
        var maps = _rendered.OfKind("ConfigMap").Select(Overlay.NameOf).ToHashSet();
        var claims = _rendered.OfKind("PersistentVolumeClaim").Select(Overlay.NameOf).ToHashSet();
        foreach (var pod in _rendered.Pods)
        {
            var volumes = pod.Spec.At("volumes").AsArray();
            Assert.That(volumes.Select(volume => volume!["configMap"]).Where(IsNeeded).Select(map => map!.Text("name")), Is.SubsetOf(maps));
            Assert.That(volumes.Select(volume => (string?)volume!["persistentVolumeClaim"]?["claimName"]).OfType<string>(), Is.SubsetOf(claims));
            Assert.That(
                pod.Containers.SelectMany(container => container["envFrom"]?.AsArray() ?? []).Select(from => from!.Text("configMapRef.name")),
                Is.SubsetOf(maps));
        }
    }

    [Test]
    public void What_a_container_mounts_is_a_volume_of_its_pod()
    {
        foreach (var pod in _rendered.Pods)
        {
            var volumes = pod.Spec.At("volumes").AsArray().Select(volume => volume!.Text("name"))
                .Concat(pod.Owner["spec"]!["volumeClaimTemplates"]?.AsArray().Select(claim => Overlay.NameOf(claim!)) ?? []);
            var mounted = pod.Containers.SelectMany(container => container.At("volumeMounts").AsArray()).Select(mount => mount!.Text("name")).Distinct();

            Assert.That(mounted, Is.SubsetOf(volumes), pod.Name);
        }
    }

    [Test]
    public void A_file_or_a_directory_that_a_setting_names_is_mounted()
    {
        foreach (var container in _rendered.Pods.SelectMany(pod => pod.Containers))
        {
            var mounted = container.At("volumeMounts").AsArray().Select(mount => mount!.Text("mountPath")).ToList();
            var paths = Pod.VariablesOf(container).Select(variable => (string?)variable["value"])
                .Concat(container["args"]?.AsArray().Select(argument => (string?)argument) ?? [])
                .OfType<string>().Where(value => value.StartsWith('/'));

            Assert.That(paths.Where(path => !mounted.Exists(mount => path == mount || path.StartsWith(mount + "/", StringComparison.Ordinal))), Is.Empty);
        }
    }

    [Test]
    public void Every_Secret_that_is_named_is_told_of_on_the_page()
    {
        var page = Snapshot.Read("deploy/kubernetes/README.md");
        var named = _rendered.Pods.SelectMany(pod => pod.Variables).Select(variable => (string?)variable["valueFrom"]?["secretKeyRef"]?["name"])
            .Concat(_rendered.Pods.SelectMany(pod => pod.Spec.At("volumes").AsArray()).Select(volume => (string?)volume!["secret"]?["secretName"]))
            .Concat(_rendered.OfKind("Ingress").SelectMany(ingress => ingress.At("spec.tls").AsArray()).Select(tls => (string?)tls!["secretName"]))
            .OfType<string>().Distinct().ToList();

        Assert.That(named, Does.Contain("cavra-database"));
        Assert.That(named.Where(name => !page.Contains($"| `{name}` |", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Everything_is_in_the_namespace_that_restricts_its_pods()
    {
        var space = _rendered.OfKind("Namespace").Single();

        Assert.That((string?)space.At("metadata.labels")["pod-security.kubernetes.io/enforce"], Is.EqualTo("restricted"));
        Assert.That(_rendered.Objects.Except([space]).Select(found => found.Text("metadata.namespace")), Is.All.EqualTo(Overlay.NameOf(space)));
    }

    [Test]
    public void Nothing_comes_in_or_goes_out_unless_a_policy_says_so()
    {
        var nothing = _rendered.OfKind("NetworkPolicy").Single(policy => policy.At("spec.podSelector").AsObject().Count == 0);

        Assert.That(nothing.Texts("spec.policyTypes"), Is.EqualTo(BothWays));
        Assert.That(nothing.At("spec").AsObject().Select(member => member.Key), Is.EquivalentTo(new[] { "podSelector", "policyTypes" }));
    }

    [Test]
    public void What_a_policy_lets_out_has_an_address_and_a_port_and_no_policy_lets_out_to_everybody()
    {
        var rules = _rendered.OfKind("NetworkPolicy").SelectMany(policy => policy["spec"]!["egress"]?.AsArray() ?? []).ToList();

        Assert.That(rules, Is.Not.Empty);
        foreach (var rule in rules)
        {
            Assert.That(rule!.At("to").AsArray(), Is.Not.Empty);
            Assert.That(rule!.At("ports").AsArray(), Is.Not.Empty);
            Assert.That(rule!.ToJsonString(), Does.Not.Match(@"/0""|""namespaceSelector"":\{\}"));
        }
    }

    [Test]
    public void What_a_policy_is_for_is_there()
    {
        foreach (var policy in _rendered.OfKind("NetworkPolicy").Where(policy => policy.At("spec.podSelector").AsObject().Count > 0))
        {
            Assert.That(
                _rendered.Pods.Any(pod => Overlay.Selects(policy.At("spec.podSelector.matchLabels"), pod.Labels)), Overlay.NameOf(policy));
        }
    }

    [Test]
    public void Every_pod_of_Cavra_may_ask_for_names_and_reach_the_database()
    {
        foreach (var pod in _rendered.Pods.Where(pod => pod.Variables.Any(variable => variable.Text("name") is "CAVRA_DATABASE")))
        {
            var ports = _rendered.OfKind("NetworkPolicy")
                .Where(policy => policy["spec"]!["podSelector"]!["matchLabels"] is { } labels && Overlay.Selects(labels, pod.Labels))
                .SelectMany(policy => policy["spec"]!["egress"]?.AsArray() ?? [])
                .SelectMany(rule => rule!.At("ports").AsArray()).Select(port => port!.Number("port"));

            Assert.That(ports, Is.SupersetOf(new[] { 53, 5432 }), pod.Name);
        }
    }

    private static bool IsNeeded(JsonNode? reference) => reference is not null && reference["optional"] is null;

    private static IEnumerable<string> PortNames(Pod pod) =>
        pod.Serving.SelectMany(container => container["ports"]?.AsArray() ?? []).Select(port => port!.Text("name"));
}
