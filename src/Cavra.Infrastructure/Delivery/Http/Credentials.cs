using Cavra.Infrastructure.Connectors;

namespace Cavra.Infrastructure.Delivery.Http;

/// <summary>How a connector proves to a receiver over HTTP who it is: one header.</summary>
internal interface ICredential
{
    /// <summary>The header's name.</summary>
    string Header { get; }

    /// <summary>The header's value for the next request.</summary>
    /// <exception cref="CredentialRefusedException">None could be had.</exception>
    ValueTask<string> ValueAsync(HttpExchange exchange, CancellationToken cancellationToken);

    /// <summary>Learns that the receiver refused a value.</summary>
    /// <param name="refused">The value; others may have replaced it since it was sent.</param>
    /// <returns>Whether the next value may be another one.</returns>
    bool Forget(string refused);
}

/// <summary>A value that is configured and stays as it is.</summary>
/// <param name="header">The header's name.</param>
/// <param name="value">Its whole value.</param>
internal sealed class StaticCredential(string header, Secret value) : ICredential
{
    public string Header => header;

    public static StaticCredential Authorization(string scheme, Secret token) =>
        new("Authorization", new Secret($"{scheme} {token.Reveal()}"));

    public ValueTask<string> ValueAsync(HttpExchange exchange, CancellationToken cancellationToken) => new(value.Reveal());

    public bool Forget(string refused) => false;
}

/// <summary>That a credential could not be had, with the verdict on the try that needed it.</summary>
internal sealed class CredentialRefusedException(TryOutcome outcome) : Exception("No credential could be had.")
{
    public TryOutcome Outcome { get; } = outcome;
}
