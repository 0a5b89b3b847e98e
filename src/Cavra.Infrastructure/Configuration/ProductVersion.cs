using System.Reflection;

namespace Cavra.Infrastructure.Configuration;

/// <summary>The version of this program, which Directory.Build.props names and nothing else.</summary>
public static class ProductVersion
{
    private const int CommitDigits = 12;

    private static readonly string[] Parts =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2);

    /// <summary>E.g. <c>1.2.3</c>, without the build's commit.</summary>
    public static string Text { get; } = Parts[0];

    /// <summary>The first digits of the commit it was built from; null where the build did not know it.</summary>
    public static string? Commit { get; } = Parts is [_, { Length: >= CommitDigits } commit] ? commit[..CommitDigits] : null;
}
