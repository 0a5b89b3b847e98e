namespace Cavra.Application.Messaging;

/// <summary>What one step hands to the next inside Cavra; answered to nobody.</summary>
public interface IBetweenSteps;
