using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Cavra.Domain.Abstractions;

namespace Cavra.Application.Evidence;

/// <summary>One property of a request's type that may lead to text from outside.</summary>
internal sealed record WalkedMember(string WireName, Func<object, object?> Read);

/// <summary>Which properties of a type are worth a visit; found by reflection once a type, compiled from then on.</summary>
internal static class TextMembers
{
    private static readonly ConcurrentDictionary<Type, WalkedMember[]> Known = new();

    /// <summary>The members of one of Cavra's own types; those of other types hold no text from outside.</summary>
    public static WalkedMember[] Of(Type type) => Known.GetOrAdd(type, Find);

    private static WalkedMember[] Find(Type type) =>
        IsOurs(type)
            ?
            [
                .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
                    .Where(property => MayHoldText(property.PropertyType))
                    .Select(property => new WalkedMember(WireName.SnakeCase(property.Name), Reader(type, property))),
            ]
            : [];

    // An entry of a dictionary that only shows itself as a sequence of pairs is walked like a record of ours.
    private static bool IsOurs(Type type) =>
        type.Namespace?.StartsWith("Cavra.", StringComparison.Ordinal) is true
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));

    private static bool MayHoldText(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain != typeof(string) && !plain.IsPrimitive && !plain.IsEnum
            && !(plain.IsValueType && (!IsOurs(plain) || IsId(plain)));
    }

    private static bool IsId(Type type) =>
        type.GetInterfaces().Any(shape => shape.IsGenericType && shape.GetGenericTypeDefinition() == typeof(IId<>));

    private static Func<object, object?> Reader(Type type, PropertyInfo property)
    {
        var instance = Expression.Parameter(typeof(object));
        var read = Expression.Property(Expression.Convert(instance, type), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), instance).Compile();
    }
}
