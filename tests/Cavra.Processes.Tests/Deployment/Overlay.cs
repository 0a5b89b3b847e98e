using System.Text.Json.Nodes;
using Cavra.Processes.Tests.RealPrograms;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Deployment;

/// <summary>What one overlay of the manifests for Kubernetes comes to.</summary>
internal sealed class Overlay
{
    private static readonly string[] WithPods = ["Deployment", "StatefulSet", "Job"];

    private Overlay(string text) => (Text, Objects) = (text, YamlText.Documents(text));

    /// <summary>Each overlay with the program that renders it; none where that is missing.</summary>
    public static IEnumerable<TestFixtureData> All => Of("small").Concat(Of("production"));

    public static IEnumerable<TestFixtureData> Production => Of("production");

    /// <summary>As it was rendered.</summary>
    public string Text { get; }

    public IReadOnlyList<JsonNode> Objects { get; }

    public IReadOnlyList<Pod> Pods => [.. Objects.Where(found => WithPods.Contains((string?)found["kind"])).Select(owner => new Pod(owner))];

    public static async Task<Overlay> RenderAsync(string kubectl, string overlay, string? folder = null)
    {
        var run = await Tool.RunAsync(kubectl, folder ?? Snapshot.PathOf("deploy/kubernetes"), "kustomize", overlay);
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        return new Overlay(run.Output);
    }

    public IReadOnlyList<JsonNode> OfKind(string kind) => [.. Objects.Where(found => (string?)found["kind"] == kind)];

    public static string NameOf(JsonNode found) => found.Text("metadata.name");

    /// <summary>Whether a selector takes something in by its labels.</summary>
    public static bool Selects(JsonNode? selector, JsonNode? labels) =>
        selector!.AsObject().All(wanted => (string?)labels?[wanted.Key] == (string?)wanted.Value);

    private static IEnumerable<TestFixtureData> Of(string overlay) => Installed.Kubectl.Select(kubectl => new TestFixtureData(kubectl, overlay));
}

/// <summary>The pods that a Deployment, a StatefulSet or a Job makes.</summary>
internal sealed class Pod(JsonNode owner)
{
    public string Name => $"{Kind}/{Overlay.NameOf(owner)}";

    public string Kind => owner.Text("kind");

    public JsonNode Owner => owner;

    public JsonNode Labels => owner.At("spec.template.metadata.labels");

    public JsonNode Spec => owner.At("spec.template.spec");

    public IEnumerable<JsonNode> Serving => Spec["containers"]!.AsArray().OfType<JsonNode>();

    public IEnumerable<JsonNode> Containers => Serving.Concat((Spec["initContainers"]?.AsArray() ?? []).OfType<JsonNode>());

    public IEnumerable<JsonNode> Variables => Containers.SelectMany(VariablesOf);

    public static IEnumerable<JsonNode> VariablesOf(JsonNode container) => (container["env"]?.AsArray() ?? []).OfType<JsonNode>();
}
