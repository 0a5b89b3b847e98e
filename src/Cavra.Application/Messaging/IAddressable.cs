namespace Cavra.Application.Messaging;

/// <summary>An answer whose document has an address of its own: it is answered with 201 and that <c>Location</c>.</summary>
public interface IAddressable
{
    /// <summary>Absolute path of the new resource; null when it was there before.</summary>
    string? Location { get; }
}
