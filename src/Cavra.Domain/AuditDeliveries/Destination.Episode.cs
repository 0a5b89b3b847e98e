namespace Cavra.Domain.AuditDeliveries;

public sealed partial class Destination
{
    /// <summary>
    /// Since when what it tells is over, so that it is never tried again: an alert that comes after the end of its trouble would
    /// begin it anew at the receiver. Null while it is not.
    /// </summary>
    public DateTimeOffset? SupersededAt { get; private set; }

    /// <summary>Takes it that the trouble it tells of is over. What is being sent ends as it ends.</summary>
    public void Supersede(DateTimeOffset now)
    {
        SupersededAt ??= now;
        NextAttemptAt = null;
    }
}
