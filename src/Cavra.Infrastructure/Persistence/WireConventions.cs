using System.Text.Json;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Cavra.Infrastructure.Persistence;

/// <summary>How typed ids, enums and nested documents are stored: UUIDs, wire names and jsonb.</summary>
internal static class WireConventions
{
    /// <summary>Converters of all ids and enums of the domain, once for every entity.</summary>
    public static void Apply(ModelConfigurationBuilder configuration)
    {
        foreach (var type in typeof(WorkspaceId).Assembly.GetTypes())
        {
            if (type.IsValueType && !type.IsEnum && type.GetInterfaces().Any(IsId))
            {
                configuration.Properties(type).HaveConversion(typeof(IdConverter<>).MakeGenericType(type));
            }
            else if (type.IsEnum)
            {
                configuration.Properties(type).HaveConversion(typeof(EnumConverter<>).MakeGenericType(type)).HaveMaxLength(40);
            }
        }
    }

    /// <summary>Stores a property as jsonb in the spelling of the wire.</summary>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property) => property
        .HasColumnType("jsonb")
        .HasConversion(
            new ValueConverter<T, string>(value => Write(value), text => Read<T>(text)),
            // What was not replaced did not change, and need not be written twice to know it.
            new ValueComparer<T>(
                (a, b) => ReferenceEquals(a, b) || Write(a) == Write(b),
                value => Write(value).GetHashCode(StringComparison.Ordinal),
                value => value));

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, WireJson.Options);

    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, WireJson.Stored)!;

    private static bool IsId(Type contract) => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IId<>);

    private sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => From<TId>(value))
        where TId : struct, IId<TId>;

    private sealed class EnumConverter<TEnum>() : ValueConverter<TEnum, string>(value => WireName.Of(value), text => Parse<TEnum>(text))
        where TEnum : struct, Enum;

    private static TId From<TId>(Guid value)
        where TId : struct, IId<TId> => TId.From(value);

    private static TEnum Parse<TEnum>(string text)
        where TEnum : struct, Enum =>
        WireName.TryParse<TEnum>(text, out var value)
            ? value
            : throw new InvalidOperationException($"{typeof(TEnum).Name} has no such member in this version.");
}
