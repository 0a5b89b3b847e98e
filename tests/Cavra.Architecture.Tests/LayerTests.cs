using System.Reflection;

namespace Cavra.Architecture.Tests;

public sealed class LayerTests
{
    private static readonly string[] Layers = ["Cavra.Domain", "Cavra.Application", "Cavra.Infrastructure", "Cavra.Api", "cavra"];

    private static IEnumerable<TestCaseData> Assemblies() =>
        House.Inner.Append(House.Cli).Select(assembly => new TestCaseData(assembly).SetArgDisplayNames(assembly.GetName().Name!));

    [TestCaseSource(nameof(Assemblies))]
    public void Dependencies_point_inward(Assembly assembly)
    {
        var own = Array.IndexOf(Layers, assembly.GetName().Name);

        var outward = assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => Array.IndexOf(Layers, name) >= own && Layers.Contains(name));

        Assert.That(outward, Is.Empty);
    }

    [Test]
    public void The_domain_needs_no_package()
    {
        var foreign = House.Domain.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal));

        Assert.That(foreign, Is.Empty);
    }

    [Test]
    public void Only_messaging_and_pipeline_and_the_handlers_know_the_mediator()
    {
        using var application = House.Read(House.Application);
        var strangers = application.MainModule.Types
            .Where(type => type.Namespace is not ("Cavra.Application.Messaging" or "Cavra.Application.Pipeline"))
            .Where(type => type.Fields.Any(field => field.FieldType.Namespace is "MediatR"))
            .Select(type => type.FullName);

        Assert.That(strangers, Is.Empty);
        Assert.That(House.Api.GetReferencedAssemblies().Select(reference => reference.Name), Does.Not.Contain("MediatR"));
    }

    [TestCaseSource(nameof(Assemblies))]
    public void Every_class_is_sealed_or_static(Assembly assembly)
    {
        var open = assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !IsGenerated(type))
            .Select(type => type.FullName);

        Assert.That(open, Is.Empty);
    }

    [Test]
    public void Infrastructure_types_are_internal()
    {
        var shown = House.Infrastructure.GetExportedTypes()
            .Where(type => type.Namespace is "Cavra.Infrastructure.Persistence.Configurations" or "Cavra.Infrastructure.Delivery.Providers")
            .Select(type => type.FullName);

        Assert.That(shown, Is.Empty);
    }

    [Test]
    public void The_state_of_the_domain_changes_only_from_within()
    {
        var settable = House.Domain.GetExportedTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(property => property.SetMethod is { IsPublic: true } setter
                && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");

        Assert.That(settable, Is.Empty);
    }

    private static bool IsGenerated(Type type) =>
        type.FullName!.Contains('<', StringComparison.Ordinal)
        || type.FullName.Contains(".Migrations.", StringComparison.Ordinal)
        || type.FullName.StartsWith("Microsoft.", StringComparison.Ordinal)
        || type.FullName.StartsWith("System.", StringComparison.Ordinal)
        || type.Name is "Program";
}
