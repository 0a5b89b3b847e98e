using System.Text.Json.Serialization.Metadata;
using Cavra.Application.Wire;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace Cavra.Api.OpenApi;

/// <summary>The types that requests' bodies are read into, down to those of their members.</summary>
internal sealed class BodyTypes(IApiDescriptionGroupCollectionProvider descriptions)
{
    private readonly Lazy<HashSet<Type>> _types = new(() => Reached(
        descriptions.ApiDescriptionGroups.Items.SelectMany(group => group.Items)
            .SelectMany(operation => operation.ActionDescriptor.EndpointMetadata.OfType<IAcceptsMetadata>())
            .Select(accepts => accepts.RequestType).OfType<Type>()));

    public bool Include(Type type) => _types.Value.Contains(type);

    private static HashSet<Type> Reached(IEnumerable<Type> bodies)
    {
        var reached = new HashSet<Type>();
        var open = new Queue<Type>(bodies);
        while (open.TryDequeue(out var type))
        {
            if (reached.Add(type))
            {
                MembersOf(WireJson.Options.GetTypeInfo(type)).Select(WireTypes.Held).ToList().ForEach(open.Enqueue);
            }
        }

        return reached;
    }

    private static IEnumerable<Type> MembersOf(JsonTypeInfo info) =>
        [.. info.Properties.Select(member => member.PropertyType), .. info.ElementType is { } element ? [element] : (Type[])[]];
}
