using Cavra.Domain.Abstractions;

namespace Cavra.Domain.AuditDeliveries;

public sealed partial class Destination
{
    // How long after the delivery its vendor is asked again, and no more after the last.
    private static readonly TimeSpan[] AskedAfter =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)];

    /// <summary>What the vendor calls what it took; null where it has no name for it, or took nothing.</summary>
    public string? VendorReference { get; private set; }

    /// <summary>How often the vendor was asked again after an attempt had ended unconfirmed.</summary>
    public int AskedCount { get; private set; }

    /// <summary>When the vendor shall be asked again whether it has the event; null when it never will.</summary>
    public DateTimeOffset? AskAgainAt { get; private set; }

    /// <summary>
    /// Counts one asking, before the vendor is asked: whoever dies over it leaves it to the next one.
    /// </summary>
    public Result BeginAsking(DateTimeOffset now)
    {
        if (AskAgainAt is null || AskAgainAt > now)
        {
            return DestinationRefusals.NotToBeAsked;
        }

        AskedCount++;
        AskAgainAt = NextAsking();
        return Result.Done;
    }

    /// <summary>Records that the vendor has the event after all.</summary>
    public Result Confirm()
    {
        if (Outcome is not DeliveryOutcome.Unconfirmed)
        {
            return DestinationRefusals.NotToBeAsked;
        }

        Outcome = DeliveryOutcome.Confirmed;
        AskAgainAt = null;
        return Result.Done;
    }

    private void AwaitConfirmation(AttemptReport report)
    {
        VendorReference = report.Reference;
        AskedCount = 0;
        AskAgainAt = report is { Outcome: DeliveryOutcome.Unconfirmed, Reference: not null } ? NextAsking() : null;
    }

    private DateTimeOffset? NextAsking() => AskedCount < AskedAfter.Length ? DeliveredAt + AskedAfter[AskedCount] : null;
}
