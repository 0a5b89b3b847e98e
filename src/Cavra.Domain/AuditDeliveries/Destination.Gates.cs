using Cavra.Domain.Loops;

namespace Cavra.Domain.AuditDeliveries;

public sealed partial class Destination
{
    private readonly List<Gate> _passed = [];

    /// <summary>The gates that it has passed since it was read; whoever proves what was done writes them down.</summary>
    /// <remarks>
    /// Two gates are passed by many destinations at once, without any of them being read: a plan notices them, and an alert that
    /// was taken routes them.
    /// </remarks>
    public IReadOnlyList<Gate> Passed => _passed;
}
