using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>What the overlay for production adds: more than one of each, and a way in.</summary>
[TestFixtureSource(typeof(Overlay), nameof(Overlay.Production))]
internal sealed class KubernetesProductionTests(string kubectl, string overlay)
{
    private Overlay _rendered = null!;

    [OneTimeSetUp]
    public async Task Render() => _rendered = await Overlay.RenderAsync(kubectl, overlay);

    [TestCase("api")]
    [TestCase("worker")]
    public void There_are_at_least_two_of_each_role_on_machines_of_their_own(string role)
    {
        var deployment = _rendered.Pods.Single(pod => Roles(pod) == role);
        var spread = deployment.Spec.At("topologySpreadConstraints").AsArray();

        Assert.That(Replicas(deployment), Is.AtLeast(2));
        Assert.That(spread.Select(one => one!.Text("topologyKey")), Does.Contain("kubernetes.io/hostname"));
        Assert.That(spread.All(one => Overlay.Selects(one!.At("labelSelector.matchLabels"), deployment.Labels)));
    }

    [TestCase("api")]
    [TestCase("worker")]
    public void A_node_that_is_emptied_or_a_new_version_takes_away_one_at_a_time_at_most(string role)
    {
        var deployment = _rendered.Pods.Single(pod => Roles(pod) == role);
        var budget = _rendered.OfKind("PodDisruptionBudget")
            .Single(found => Overlay.Selects(found.At("spec.selector.matchLabels"), deployment.Labels));

        Assert.That(budget.Number("spec.maxUnavailable"), Is.EqualTo(1));
        Assert.That(deployment.Owner.Number("spec.strategy.rollingUpdate.maxUnavailable"), Is.Zero);
    }

    [Test]
    public void Every_pod_that_serves_reads_the_keys_of_the_evidence_log_and_writes_none()
    {
        foreach (var container in _rendered.Pods.Where(pod => pod.Kind is "Deployment").SelectMany(pod => pod.Serving))
        {
            var keys = Pod.VariablesOf(container).Single(variable => variable.Text("name") is "CAVRA_LOG_KEYS").Text("value");
            var mount = container.At("volumeMounts").AsArray().Single(mount => mount!.Text("mountPath") == keys)!;

            Assert.That(mount.Flag("readOnly"));
        }
    }

    [Test]
    public void The_Ingress_leads_to_a_port_of_a_Service_by_TLS()
    {
        var ingress = _rendered.OfKind("Ingress").Single();
        var backend = ingress.At("spec.rules.0.http.paths.0.backend.service");
        var service = _rendered.OfKind("Service").Single(found => Overlay.NameOf(found) == backend.Text("name"));

        Assert.That(service.At("spec.ports").AsArray().Select(port => port!.Text("name")), Does.Contain(backend.Text("port.name")));
        Assert.That(ingress.Texts("spec.tls.0.hosts"), Is.EqualTo(ingress.At("spec.rules").AsArray().Select(rule => rule!.Text("host"))));
    }

    [Test]
    public void Prometheus_is_led_to_every_process_as_the_job_that_the_alerts_look_for()
    {
        var monitor = _rendered.OfKind("ServiceMonitor").Single();
        var service = _rendered.OfKind("Service")
            .Single(found => Overlay.Selects(monitor.At("spec.selector.matchLabels"), found.At("metadata.labels")));
        var watched = _rendered.Pods.Where(pod => Overlay.Selects(service.At("spec.selector"), pod.Labels));

        Assert.That((string?)service.At("metadata.labels")[monitor.Text("spec.jobLabel")], Is.EqualTo("cavra"));
        Assert.That(service.At("spec.ports").AsArray().Select(port => port!.Text("name")), Does.Contain(monitor.Text("spec.endpoints.0.port")));
        Assert.That(watched.Select(pod => pod.Name), Is.EquivalentTo(_rendered.Pods.Where(pod => pod.Kind is "Deployment").Select(pod => pod.Name)));
    }

    private static string? Roles(Pod pod) =>
        (string?)pod.Variables.SingleOrDefault(variable => variable.Text("name") is "CAVRA_ROLES")?["value"];

    /// <summary>What the autoscaler keeps at least, else what the Deployment says; where both say something, they would quarrel.</summary>
    private int Replicas(Pod deployment)
    {
        var said = (int?)deployment.Owner["spec"]!["replicas"];
        var scaler = _rendered.OfKind("HorizontalPodAutoscaler")
            .SingleOrDefault(found => $"Deployment/{found.Text("spec.scaleTargetRef.name")}" == deployment.Name);
        Assert.That(said is null, Is.EqualTo(scaler is not null), deployment.Name);
        return said ?? scaler!.Number("spec.minReplicas");
    }
}
