using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Notifications;

/// <summary>Identifies acknowledgements that were given together, all or none.</summary>
public readonly record struct BulkAcknowledgementId(Guid Value) : IId<BulkAcknowledgementId>
{
    public static string Prefix => "gordackbulk";

    public static BulkAcknowledgementId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
