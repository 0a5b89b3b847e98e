namespace Cavra.Application.Messaging;

/// <summary>
/// An answer that says whether anything was changed at all. Where nothing was, nothing is saved and nothing has to be proved.
/// </summary>
public interface IReportsChange
{
    bool IsChanged { get; }
}
