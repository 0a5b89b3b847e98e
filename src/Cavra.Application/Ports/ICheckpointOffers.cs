namespace Cavra.Application.Ports;

/// <summary>Offers checkpoints of the caller's workspace to the witnesses that are configured.</summary>
public interface ICheckpointOffers
{
    /// <summary>Whether there is a witness at all.</summary>
    bool AreMade { get; }

    /// <summary>
    /// Offers the newest checkpoint to those that have not cosigned it and did not fail just now. What is wrong with a witness is
    /// recorded, and no failure of this.
    /// </summary>
    Task OfferAsync(CancellationToken cancellationToken);
}
