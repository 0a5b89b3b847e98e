using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Evidence.Log;

/// <summary>Names one adoption of a restored log.</summary>
public readonly record struct LogAdoptionId(Guid Value) : IId<LogAdoptionId>
{
    public static string Prefix => "logadoption";

    public static LogAdoptionId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
