using System.Collections.Concurrent;

namespace Cavra.Api.OpenApi;

/// <summary>
/// Names schemas after their types. Where two features have a type of the same name, the second is led by its feature's.
/// </summary>
internal sealed class SchemaNames
{
    private readonly ConcurrentDictionary<string, Type> _taken = new();

    public string Of(Type type)
    {
        var name = Plain(type);
        return _taken.GetOrAdd(name, type) == type ? name : Feature(type) + name;
    }

    private static string Plain(Type type) => type.IsGenericType
        ? string.Concat(type.GetGenericArguments().Select(Plain)) + type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]
        : type.Name;

    private static string Feature(Type type) => type.Namespace![(type.Namespace!.LastIndexOf('.') + 1)..];
}
