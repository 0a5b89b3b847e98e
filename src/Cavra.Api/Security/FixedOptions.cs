using Microsoft.Extensions.Options;

namespace Cavra.Api.Security;

/// <summary>Options that a handler is given as they are: what it is made for has them, and no registry.</summary>
internal sealed class FixedOptions<TOptions>(TOptions options) : IOptionsMonitor<TOptions>
{
    public TOptions CurrentValue => options;

    public TOptions Get(string? name) => options;

    public IDisposable? OnChange(Action<TOptions, string?> listener) => null;
}
