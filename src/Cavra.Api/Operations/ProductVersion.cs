using System.Reflection;

namespace Cavra.Api.Operations;

/// <summary>The version of this program.</summary>
internal static class ProductVersion
{
    /// <summary>E.g. <c>0.1.0</c>, without the build's commit.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
