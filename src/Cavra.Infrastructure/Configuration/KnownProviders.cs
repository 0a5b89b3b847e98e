using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Configuration;

/// <summary>The providers that a connector may name.</summary>
public static class KnownProviders
{
    /// <summary>Their names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. BuiltIn.Providers.Select(provider => provider.Name).Order(StringComparer.Ordinal)];
}
