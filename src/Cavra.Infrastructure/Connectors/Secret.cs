namespace Cavra.Infrastructure.Connectors;

/// <summary>
/// A value that only the request it belongs to may hold. Prints as a fixed mark, so no log or message can show it.
/// </summary>
internal sealed class Secret(string value)
{
    /// <summary>The value itself; call it where the request is made and nowhere else.</summary>
    public string Reveal() => value;

    public override string ToString() => "[secret]";
}
